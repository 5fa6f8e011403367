package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.shell.Firewall;
import io.slipway.shell.Firewall.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is found of a firewall's real rules. */
@Tag("SEC-4")
class FirewallCheckTest {

    private static final Set<Family> BOTH = EnumSet.allOf(Family.class);

    private static Finding look(String rules, Set<Family> reachable) throws IOException {
        var said = Files.readString(Path.of("src/test/resources/nft", rules + ".json"));
        var finding = FirewallCheck.look(Firewall.of(said), reachable);
        assertThat(finding.rule()).isEqualTo(Rule.SEC_4);
        return finding;
    }

    @Test
    void aClosedFirewallPassesAndTheFindingSaysWhatClosesIt() throws Exception {
        var finding = look("closed-by-policy", BOTH);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts())
                .containsEntry("IPV4", "inet filter input (policy drop)")
                .containsEntry("IPV6", "inet filter input (policy drop)");
    }

    @Test
    void anOpenOneFailsAndTheFindingSaysWhere() throws Exception {
        assertThat(look("nothing", BOTH).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(look("nothing", BOTH).why()).contains("by IPV4 and IPV6", "drop the rest");
        assertThat(look("closed-by-ipv4", BOTH).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(look("closed-by-ipv4", BOTH).why()).contains("by IPV6").doesNotContain("IPV4");
    }

    @Test
    void aFamilyThatNobodyReachesTheHostByNeedsNoRules() throws Exception {
        assertThat(look("closed-by-ipv4", EnumSet.of(Family.IPV4)).verdict()).isEqualTo(Verdict.PASS);
    }

    /** This host has a firewall or none, and this account may look or not; a pass is only what was read. */
    @Test
    void thatOfThisHostIsReadOrNotKnown() throws Exception {
        var finding = FirewallCheck.look();
        assertThat(finding.verdict() == Verdict.UNKNOWN)
                .as(finding.why())
                .isEqualTo(finding.facts().isEmpty());
    }
}
