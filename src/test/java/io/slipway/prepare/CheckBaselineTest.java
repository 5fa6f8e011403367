package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Shipyard;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a baseline does not apply, by what really listens. */
@Tag("SEC-2")
@Tag("SEC-3")
@Tag("SEC-4")
@Tag("SEC-6")
class CheckBaselineTest {

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<Finding> look(int port) throws Exception {
        var yard = new Shipyard(folder);
        yard.build("1.0.0");
        Files.writeString(yard.variables(), "LEVEL=high\n");
        yard.catalog();
        var file = folder.resolve("catalog/shop.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("http://127.0.0.1", "http://127.0.0.1:" + port));
        var findings = new CheckBaseline(Catalog.read(folder.resolve("catalog")))
                .work(yard.job())
                .findings();
        assertThat(findings)
                .extracting(Finding::rule)
                .containsExactly(Rule.SEC_1, Rule.SEC_2, Rule.SEC_3, Rule.SEC_4, Rule.SEC_6, Rule.SEC_5);
        return findings;
    }

    @Test
    void whatOnlyThisMachineReachesIsExemptAndTheFindingSaysWhy() throws Exception {
        try (var here = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = here.getLocalPort();
            assertThat(look(port))
                    .filteredOn(finding -> finding.rule() != Rule.SEC_2 && finding.rule() != Rule.SEC_5)
                    .hasSize(4)
                    .allSatisfy(finding -> {
                        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
                        assertThat(finding.facts().get("listening")).contains("127.0.0.1:" + port);
                    });
            assertThat(look(port).get(4).why()).contains("does not matter", "only this machine reaches");
        }
    }

    @Test
    void whatOthersReachOrWhereNothingListensIsNotExempt() throws Exception {
        try (var everywhere = new ServerSocket(0)) {
            var findings = look(everywhere.getLocalPort());
            assertThat(findings).extracting(Finding::why).noneMatch(why -> why.contains("does not matter"));
            assertThat(findings.get(1).facts()).containsKeys("variablesFile", "commandLines");
            assertThat(findings.get(2).facts()).containsKeys("workers", "sudo");
            assertThat(findings.get(3).why()).isEqualTo(FirewallCheck.look().why());
            assertThat(findings.get(4).verdict() == Verdict.UNKNOWN
                            || findings.get(4).facts().containsKey("pendingSecurity"))
                    .as("asked apt: " + findings.get(4))
                    .isTrue();
        }
        assertThat(look(1)).extracting(Finding::why).noneMatch(why -> why.contains("does not matter"));
    }
}
