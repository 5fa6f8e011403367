package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ChangeKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "build/Dockerfile.arm64, INFRASTRUCTURE",
        "infra/network.tf, INFRASTRUCTURE",
        "k8s/deployment.yaml, INFRASTRUCTURE",
        "ops/k8s/hpa.yml, INFRASTRUCTURE",
        "etc/shop.service, INFRASTRUCTURE",
        "iptables.rules, INFRASTRUCTURE",
        ".github/workflows/build.yml, INFRASTRUCTURE",
        ".gitlab-ci.yml, INFRASTRUCTURE",
        "Jenkinsfile, INFRASTRUCTURE",
        "docker-compose.yml, INFRASTRUCTURE",
        ".mvn/wrapper/maven-wrapper.properties, INFRASTRUCTURE",
    })
    void aPathIsWhatItsNameSays(String path, ChangeKind kind) {
        assertThat(new PathKinds(Map.of()).of(path)).isEqualTo(kind);
    }

    @Test
    void theCatalogKnowsBetter() {
        var kinds = new PathKinds(Map.of(
                ChangeKind.DOCUMENTATION, List.of("/version.txt"), ChangeKind.INFRASTRUCTURE, List.of("/rules/*.md")));
        assertThat(kinds.of("version.txt")).isEqualTo(ChangeKind.DOCUMENTATION);
        assertThat(kinds.of("app/version.txt")).isEqualTo(ChangeKind.SOURCE);
        assertThat(kinds.of("rules/ports.md")).isEqualTo(ChangeKind.INFRASTRUCTURE);
    }
}
