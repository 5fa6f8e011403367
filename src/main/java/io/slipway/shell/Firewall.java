package io.slipway.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the packet filter of this host does with what comes in, as nft(8) lists it; what iptables-nft and firewalld made is part of
 * that. It is read and never changed.
 */
public final class Firewall {

    private static final String SBIN = "/usr/local/sbin:/usr/sbin:/sbin";
    private static final String[] LIST = {"-j", "list", "ruleset"};
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ROOT = 0;

    /** What packets are of. */
    public enum Family {
        IPV4(Set.of("ip", "inet")),
        IPV6(Set.of("ip6", "inet"));

        private final Set<String> tables;

        Family(Set<String> tables) {
            this.tables = tables;
        }
    }

    private final List<NftChain> chains;

    private Firewall(List<NftChain> chains) {
        this.chains = List.copyOf(chains);
    }

    /** @throws IOException if it cannot be read: there is no nft, this account may not ask it, or its answer makes no sense */
    public static Firewall read() throws IOException, InterruptedException {
        var nft = Host.find("nft", SBIN)
                .orElseThrow(() -> new IOException("there is no nft in " + SBIN + ". Install the package nftables"));
        var isRoot = new LivingProcess(ProcessHandle.current().pid()).users().contains(ROOT);
        if (!isRoot && !Host.has("sudo")) {
            throw new IOException("only root may ask " + nft
                    + ", and there is no sudo. Install sudo, and let the account of" + " the workers ask it");
        }
        var result = isRoot ? Program.run(nft, LIST) : Program.run("sudo", sudo(nft));
        if (result.exit() != 0) {
            throw new IOException("'" + (isRoot ? "" : "sudo -n ") + nft + " " + String.join(" ", LIST)
                    + "' ended with "
                    + result.exit() + ": " + result.output().lines().limit(2).toList()
                    + ". Let the account of the workers ask it");
        }
        return of(result.output());
    }

    private static String[] sudo(String nft) {
        var arguments = new ArrayList<>(List.of("-n", nft));
        arguments.addAll(List.of(LIST));
        return arguments.toArray(String[]::new);
    }

    /**
     * That of another host, or of another moment, by what nft said there ({@code nft -j list ruleset}); see libnftables-json(5).
     *
     * @throws IOException if it makes no sense
     */
    public static Firewall of(String said) throws IOException {
        JsonNode items;
        try {
            items = JSON.readTree(said).path("nftables");
        } catch (JsonProcessingException e) {
            throw new IOException("nft said no JSON, or more than can be read", e);
        }
        if (items.findPath("metainfo").isMissingNode()) {
            throw new IOException("nft said something else than a set of rules");
        }
        return new Firewall(NftChain.all(items));
    }

    /** The chain that refuses whatever no rule lets in, in words; empty: there is none. */
    public Optional<String> closedBy(Family family) {
        return chains.stream()
                .filter(chain -> chain.isInput() && family.tables.contains(chain.family()))
                .filter(chain -> chain.isClosed(chains))
                .map(NftChain::toString)
                .findFirst();
    }

    /** The families in which others reach this host: always the fourth version, and the sixth where an interface has an address of it. */
    public static Set<Family> reachable() throws IOException {
        var families = EnumSet.of(Family.IPV4);
        var interfaces = NetworkInterface.networkInterfaces().toList();
        for (var one : interfaces) {
            if (one.isUp() && !one.isLoopback() && one.inetAddresses().anyMatch(Inet6Address.class::isInstance)) {
                families.add(Family.IPV6);
            }
        }
        return families;
    }

    /** The chains that packets for this host go through first, in words. */
    public Set<String> inputs() {
        var inputs = new TreeSet<String>();
        chains.stream().filter(NftChain::isInput).map(NftChain::toString).forEach(inputs::add);
        return inputs;
    }
}
