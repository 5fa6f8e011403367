package io.slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.engine.OwnCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of packages in {@code docs/architecture.md}. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.slipway");

    /** Package to the packages that it may import, as the document says it. */
    private static final Map<String, Set<String>> TABLE = table();

    private static Map<String, Set<String>> table() {
        var table = new LinkedHashMap<String, Set<String>>();
        Set<String> above = Set.of();
        var row = Pattern.compile("^\\| `([a-z]+)` \\| .* \\| ([^|]*) \\| [^|]* \\|$");
        for (var line : document()) {
            var match = row.matcher(line);
            if (match.matches()) {
                var text = match.group(2);
                var imports = new TreeSet<>(text.startsWith("\"") ? above : Set.of());
                Arrays.stream(text.split("[^a-z]+"))
                        .filter(name -> !name.isEmpty())
                        .forEach(imports::add);
                if (!text.startsWith("\"")) {
                    above = imports;
                }
                table.put(match.group(1), imports);
            }
        }
        return table;
    }

    private static List<String> document() {
        try {
            return Files.readAllLines(Path.of("docs/architecture.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String within(String room) {
        return "io.slipway." + room + "..";
    }

    @Test
    void everyClassHasARoom() {
        assertThat(TABLE).hasSizeGreaterThan(10);
        var rooms = new ArrayList<>(
                TABLE.keySet().stream().map(ArchitectureTest::within).toList());
        rooms.add("io.slipway");
        classes().should().resideInAnyPackage(rooms.toArray(String[]::new)).check(CODE);
    }

    @Test
    void everyRoomIsInhabited() {
        var inhabited = new TreeSet<String>();
        CODE.forEach(type -> Arrays.stream(type.getPackageName().split("\\."))
                .skip(2)
                .findFirst()
                .ifPresent(inhabited::add));
        assertThat(new TreeSet<>(TABLE.keySet())).isEqualTo(inhabited);
    }

    @Test
    void roomsImportOnlyWhatTheTableSays() {
        TABLE.forEach((room, imports) -> {
            var forbidden = TABLE.keySet().stream()
                    .filter(other -> !other.equals(room) && !imports.contains(other))
                    .map(ArchitectureTest::within)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(within(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(CODE);
        });
    }

    @Test
    void onlyTheEngineKnowsTheEngineAndOnlyTheWorkerTheClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(within("engine"), within("worker"), within("sample"), within("calendar"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage(within("worker"))
                .should()
                .dependOnClassesThat(camundaOtherThan("org.camunda.bpm.client"))
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage(within("calendar"))
                .should()
                .dependOnClassesThat(camundaOtherThan("org.camunda.bpm.dmn"))
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage(within("engine"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda.bpm.client..")
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> camundaOtherThan(String allowed) {
        return DescribedPredicate.describe(
                "are Camunda's, but not in " + allowed,
                type -> type.getPackageName().startsWith("org.camunda")
                        && !type.getPackageName().startsWith(allowed));
    }

    @Test
    void onlyTheShellStartsPrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("shell"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ProcessBuilder.class.getName())
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(CODE);
    }

    /** Who may ask the engine for what it refuses to everybody else. */
    @Test
    void onlyTheDeploymentOfTheModelsIsSlipwaysOwnCommand() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.slipway.engine.ModelDeployer")
                .should()
                .callMethod(OwnCommands.class, "begin")
                .check(CODE);
    }

    /** Their fixed versions are not free any more: what they are not used for cannot hurt. */
    @Test
    void whatHasNoFixesAnyMoreIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.expression..",
                        "org.springframework.web.reactive..",
                        "org.springframework.web.servlet.function..",
                        "org.springframework.web.servlet.view..",
                        "lombok..")
                .check(CODE);
    }

    @Test
    void noRoomForWhatHasNoName() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..common..", "..impl..", "..service..", "..dto..", "..config..", "..helper..")
                .check(CODE);
    }
}
