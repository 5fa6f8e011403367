package io.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.shell.Firewall.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nft 1.0.6 said of real rules, in a network of their own. */
@Tag("SEC-4")
class FirewallTest {

    private static Firewall of(String rules) throws IOException {
        return Firewall.of(Files.readString(Path.of("src/test/resources/nft", rules + ".json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed-by-policy", "closed-by-its-last-rule", "closed-behind-a-jump", "made-by-iptables"})
    void whatRefusesWhateverItHasNoRuleForIsClosed(String rules) throws Exception {
        for (var family : Family.values()) {
            assertThat(of(rules).closedBy(family)).as(family.name()).isPresent();
        }
        assertThat(of(rules).inputs()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "refuses-one-port",
                "lets-all-in-before",
                "lets-all-in-behind-a-jump",
                "closed-to-what-passes-through"
            })
    void whatLetsTheRestInIsOpen(String rules) throws Exception {
        for (var family : Family.values()) {
            assertThat(of(rules).closedBy(family)).as(family.name()).isEmpty();
        }
    }

    @Test
    void oneFamilyStandsForNoOther() throws Exception {
        var firewall = of("closed-by-ipv4");
        assertThat(firewall.closedBy(Family.IPV4)).contains("ip filter input (policy drop)");
        assertThat(firewall.closedBy(Family.IPV6)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Operation not permitted (you must be root)", "{}", "{\"nftables\": []}", "[1]"})
    void whatIsNoSetOfRulesIsRefused(String said) {
        assertThatThrownBy(() -> Firewall.of(said)).isInstanceOf(IOException.class);
    }

    @Test
    void othersReachAHostByTheFourthVersionAlways() throws Exception {
        assertThat(Firewall.reachable()).contains(Family.IPV4);
    }
}
