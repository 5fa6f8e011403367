package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.ChangeKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("CLASS-1")
class PathKindsTest {

    @ParameterizedTest
    @CsvSource({
        "README.md, DOCUMENTATION",
        "docs/guide/start.adoc, DOCUMENTATION",
        "docs/pictures/a.svg, DOCUMENTATION",
        "LICENSE, DOCUMENTATION",
        "src/LICENSE.java, SOURCE",
        "src/main/resources/application.yaml, CONFIGURATION",
        "config/limits.json, CONFIGURATION",
        "config/shop/limits.json, CONFIGURATION",
        "src/main/java/shop/config/Security.java, SOURCE",
        "config/routes.rb, SOURCE",
        "README.py, SOURCE",
        "LICENSE-check.sh, SOURCE",
        "shop.properties, CONFIGURATION",
        "src/main/java/shop/Shop.java, SOURCE",
        "notes.txt, SOURCE",
        "whatever, SOURCE",
        "pom.xml, DEPENDENCIES",
        "module/pom.xml, DEPENDENCIES",
        "web/package-lock.json, DEPENDENCIES",
        "requirements-dev.txt, DEPENDENCIES",
        "go.sum, DEPENDENCIES",
        "src/main/resources/db/migration/V2__add.sql, DATABASE",
        "report.sql, DATABASE",
        "shop/migrations/0002_rename.py, DATABASE",
        "db/liquibase/change.yaml, DATABASE",
        "Dockerfile, INFRASTRUCTURE",
        "DOCKERFILE, INFRASTRUCTURE",
        "db/V3__ADD.SQL, DATABASE",
        "build/Dockerfile.arm64, INFRASTRUCTURE",
        "infra/network.tf, INFRASTRUCTURE",
        "k8s/deployment.yaml, INFRASTRUCTURE",
        "ops/k8s/hpa.yml, SCALING",
        "k8s/web-hpa.yaml, SCALING",
        "helm/shop/templates/autoscaler.yaml, SCALING",
        "keda/orders.yaml, SCALING",
        "k8s/patch-replicas.yaml, SCALING",
        "alpha.yaml, CONFIGURATION",
        "deploy/jvm.options, SCALING",
        "db/postgresql.conf, SCALING",
        "etc/mysql/my.cnf, SCALING",
        "etc/tuned/shop.profile, SCALING",
        "etc/sysctl.d/90-shop.conf, SCALING",
        "etc/sysctl.conf, SCALING",
        "src/main/java/shop/Autoscaler.java, SCALING",
        "db/migration/V7__autoscaling.sql, DATABASE",
        "k8s/migrations/V1__init.sql, DATABASE",
        "etc/shop.service, INFRASTRUCTURE",
        "iptables.rules, INFRASTRUCTURE",
        ".github/workflows/build.yml, INFRASTRUCTURE",
        ".gitlab-ci.yml, INFRASTRUCTURE",
        "Jenkinsfile, INFRASTRUCTURE",
        "docker-compose.yml, INFRASTRUCTURE",
        ".mvn/wrapper/maven-wrapper.properties, INFRASTRUCTURE",
    })
    void aPathIsWhatItsNameSays(String path, ChangeKind kind) throws IOException {
        assertThat(new PathKinds(Map.of()).of(path)).isEqualTo(kind);
    }

    @Test
    void ofSeveralTheRiskiestCounts() throws IOException {
        var own = new LinkedHashMap<ChangeKind, List<String>>();
        own.put(ChangeKind.DOCUMENTATION, List.of("/rules/"));
        own.put(ChangeKind.INFRASTRUCTURE, List.of("ports.*"));
        assertThat(new PathKinds(own).of("rules/ports.txt")).isEqualTo(ChangeKind.INFRASTRUCTURE);
    }

    /** It would be ignored, and what it names be taken for less than it is. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "# infra", "!infra/", "[infra"})
    @Tag("CLASS-6")
    void aPatternThatMatchesNothingIsRefused(String pattern) {
        assertThatThrownBy(() -> new PathKinds(Map.of(ChangeKind.INFRASTRUCTURE, List.of(pattern))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("matches nothing");
    }

    @Test
    void theCatalogKnowsBetter() throws IOException {
        var kinds = new PathKinds(Map.of(
                ChangeKind.DOCUMENTATION, List.of("/version.txt"), ChangeKind.INFRASTRUCTURE, List.of("/rules/*.md")));
        assertThat(kinds.of("version.txt")).isEqualTo(ChangeKind.DOCUMENTATION);
        assertThat(kinds.of("app/version.txt")).isEqualTo(ChangeKind.SOURCE);
        assertThat(kinds.of("rules/ports.md")).isEqualTo(ChangeKind.INFRASTRUCTURE);
    }
}
