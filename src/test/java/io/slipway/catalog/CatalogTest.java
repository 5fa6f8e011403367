package io.slipway.catalog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.ChangeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private static final String SHOP =
            """
            service: shop
            artifacts: ../artifacts
            trustedKeys: [{id: build, file: /keys/build.pem}]
            command: [app]
            health: /health
            keyFlows:
              - {name: Health, method: GET, path: /health, expect: {status: 200, within: PT2S}}
            environments:
              staging:
                variables: staging.env
                settlingTime: PT1S
                verification: {observationTime: PT5S, lookInterval: PT1S, leastRequests: 1, mostErrors: 0.1,
                               slowerThan: PT1S, mostSlow: 0.2}
                target: {kind: process, root: ../target, spare: 3}
                traffic: {kind: none}
                monitoring: {kind: direct}
                address: {url: "http://127.0.0.1"}
                after: {environment: test, soak: PT24H}
                calendar: {timeZone: Europe/Vienna}
              test:
                production: false
                variables: test.env
                settlingTime: PT1S
                verification: {observationTime: PT5S, lookInterval: PT1S, leastRequests: 1, mostErrors: 0.1,
                               slowerThan: PT1S, mostSlow: 0.2}
                target: {kind: none}
                traffic: {kind: none}
                monitoring: {kind: direct}
                address: {url: "http://127.0.0.1"}
            """;

    private static final String DATABASE =
            """
            database:
                  name: shop
                  reader: {host: 127.0.0.1, user: slipway_reader, passwordFile: secrets/reader}
                  scratch: {host: db.invalid, port: 6432, user: slipway_scratch, passwordFile: /secrets/scratch, trust: ca.pem}
                  variables: {DATABASE_URL: "postgresql://{user}:{password}@{host}:{port}/{name}", DATABASE_POOL: "2"}
                  backup: {folder: backups, recipients: [age1t6k723uu8tcqevjd7t98m8skmgy3mv2qt8zcqjalqh0ea496tq0sw95stj], identityFile: /secrets/identity}
                production: false
                \
            """;

    private static final String RESTORER = "{host: 127.0.0.1, user: slipway_restorer, passwordFile: secrets/restorer}";

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("catalog"));
    }

    private Catalog catalog(String shop) throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), shop);
        return Catalog.read(folder);
    }

    @Test
    void readsServicesWithTheirPathsSeenFromTheirFile() throws Exception {
        var shop = catalog(SHOP).service("shop");

        assertThat(shop.artifact("1.0.0")).isEqualTo(folder.resolveSibling("artifacts/shop-1.0.0.zip"));
        assertThat(shop.trustedKeys().get(0).file()).isEqualTo(Path.of("/keys/build.pem"));
        assertThat(shop.environment("staging").variables()).isEqualTo(folder.resolve("staging.env"));
        assertThat(shop.environment("staging").target().resolve(Path.of("../target")))
                .isEqualTo(folder.resolveSibling("target"));
    }

    @Test
    void readsWhereTheSourceLiesAndWhoHoldsAKeyIfItIsSaid() throws Exception {
        var silent = catalog(SHOP).service("shop");
        assertThat(silent.repository()).isNull();
        assertThat(silent.trustedKeys().get(0).owner()).isNull();

        var shop = catalog(SHOP.replace("health:", "repository: ../source\nhealth:")
                        .replace("build.pem}", "build.pem, owner: ' Bea@Build.invalid'}"))
                .service("shop");
        assertThat(shop.repository()).isEqualTo(folder.resolveSibling("source"));
        assertThat(shop.trustedKeys().get(0).owner()).isEqualTo("bea@build.invalid");
        assertRefused(SHOP.replace("build.pem}", "build.pem, owner: Bea}"), "'trustedKeys.owner'", "'Bea'");
    }

    @Test
    @Tag("ANTI-3")
    void readsWhereEverybodyPushesTo() throws Exception {
        var source = "repository: ../source\n";
        var main = catalog(SHOP.replace("health:", source + "remote: {url: ../remote}\nhealth:"))
                .service("shop")
                .remote();
        assertThat(main).isEqualTo(new Remote(folder.resolveSibling("remote").toString(), "main"));

        var live = catalog(SHOP.replace(
                        "health:",
                        source + "remote: {url: 'https://git.invalid/shop', productionBranch: live/1}\nhealth:"))
                .service("shop")
                .remote();
        assertThat(live).isEqualTo(new Remote("https://git.invalid/shop", "live/1"));

        assertRefused(SHOP.replace("health:", "remote: {url: ../remote}\nhealth:"), "'remote' needs a 'repository'");
        assertRefused(
                SHOP.replace("health:", source + "remote: {url: x, productionBranch: '+main:x'}\nhealth:"),
                "'productionBranch' must match");
    }

    @Test
    @Tag("ANTI-3")
    void takesAnEnvironmentForProductionUnlessItIsSaidThatItIsNot() throws Exception {
        assertThat(catalog(SHOP).service("shop").environment("staging").isProduction())
                .isTrue();
        assertThat(catalog(SHOP.replace("variables: staging", "production: false\n    variables: staging"))
                        .service("shop")
                        .environment("staging")
                        .isProduction())
                .isFalse();
    }

    @Test
    @Tag("ROLL-4")
    void productionIsRehearsedWhereItsVersionsProveThemselvesUnlessTheCatalogSaysWhere() throws Exception {
        var after = "    after:";
        assertRehearsed(SHOP, "test", "PT720H", "PT168H");
        assertRehearsed(SHOP.replace(after, "    rehearsal: {every: P5D}\n" + after), "test", "PT120H", "PT120H");
        assertThat(catalog(SHOP).service("shop").rehearsal("test"))
                .as("no users")
                .isEmpty();
        var own = SHOP.replace("    production: false", "    production: false\n    rehearsal: {everyHigh: P2D}");
        assertThat(catalog(own).service("shop").rehearsal("test").orElseThrow().in())
                .isEqualTo("test");
        for (var wrong : List.of("staging", "nowhere")) {
            assertRefused(
                    SHOP.replace(after, "    rehearsal: {in: " + wrong + "}\n" + after),
                    "rehearsal.in",
                    "production: false");
        }
        assertRefused(SHOP.replace(after, "    rehearsal: {every: P7D, everyHigh: P8D}\n" + after), "'everyHigh'");
        assertRefused(SHOP.replace(after, "    rehearsal: {every: P0D}\n" + after), "'every'");
    }

    private void assertRehearsed(String yaml, String... expected) throws IOException {
        assertThat(catalog(yaml).service("shop").rehearsal("staging").orElseThrow())
                .hasToString("Rehearsal[in=%s, every=%s, everyHigh=%s]".formatted((Object[]) expected));
    }

    @Test
    @Tag("DEPL-1")
    void aVersionGetsTheTrafficAllAtOnceUnlessTheCatalogSaysStepByStep() throws Exception {
        assertThat(strategy("")).isEqualTo(Strategy.ALL_AT_ONCE);
        assertThat(strategy("{kind: all-at-once}")).isEqualTo(Strategy.ALL_AT_ONCE);
        assertThat(strategy("{kind: canary}"))
                .hasToString("Strategy[kind=CANARY, shares=[1, 5, 25, 50], shareTime=PT5M, leastTime=PT15M,"
                        + " longest=PT1H, negligible=0.001]");
        assertThat(strategy("{kind: canary, shares: [10], shareTime: PT1M}").shares())
                .containsExactly(10);
        for (var wrong : List.of("[]", "[0, 5]", "[5, 5]", "[50, 5]", "[5, 100]")) {
            assertRefused(withStrategy("{kind: canary, shares: " + wrong + "}"), "'strategy.shares'", "that grow");
        }
        assertRefused(withStrategy("{kind: canary, longest: PT10M}"), "'strategy.longest'");
        assertRefused(withStrategy("{kind: canary, shareTime: PT16M}"), "'strategy.longest'");
        assertRefused(withStrategy("{kind: canary, leastTime: PT0S}"), "'strategy.leastTime'");
        assertRefused(withStrategy("{kind: canary, negligible: 1}"), "'strategy.negligible'");
        assertRefused(withStrategy("{kind: all-at-once, shares: [10]}"), "'strategy'", "leave them out");
        assertRefused(withStrategy("{kind: rolling}"), "strategy", "canary");
    }

    private static String withStrategy(String strategy) {
        var after = "    after:";
        return strategy.isEmpty() ? SHOP : SHOP.replace(after, "    strategy: " + strategy + "\n" + after);
    }

    private Strategy strategy(String yaml) throws IOException {
        return catalog(withStrategy(yaml))
                .service("shop")
                .environment("staging")
                .strategy();
    }

    @Test
    @Tag("ANTI-2")
    void productionComesAfterAnEnvironmentOfTheServiceAndNotAfterItself() throws Exception {
        assertThat(catalog(SHOP).service("shop").environment("staging").after())
                .isEqualTo(new After("test", Duration.ofHours(24)));
        var after = "    after: {environment: test, soak: PT24H}\n";
        assertRefused(SHOP.replace(after, ""), "shop.yaml", "'after' names the environment", "'production: false'");
        assertRefused(SHOP.replace(after, "    production: true\n"), "shop.yaml", "'after' names the environment");
        assertThat(catalog(SHOP.replace(after, "    production: false\n"))
                        .service("shop")
                        .environment("staging")
                        .after())
                .isNull();
        assertRefused(SHOP.replace("environment: test,", "environment: tset,"), "after 'tset', which it does not have");
        assertRefused(SHOP.replace("environment: test,", "environment: staging,"), "'staging' after itself");
        assertRefused(
                SHOP.replace(
                        "    production: false",
                        "    production: false\n    after: {environment: staging, soak: PT1H}"),
                "after itself");
        assertRefused(SHOP.replace("soak: PT24H", "soak: -PT1H"), "'soak' must not be negative");
        assertRefused(SHOP.replace(", soak: PT24H", ""), "after", "soak");
        assertRefused(
                SHOP.replace("    after:", "    rollbackWindow: P6D\n    after:"), "'rollbackWindow'", "at least");
        assertThat(catalog(SHOP.replace("    after:", "    rollbackWindow: P7D\n    after:")))
                .isNotNull();
        assertThat(catalog(SHOP.replace("soak: PT24H", "soak: PT0S"))).isNotNull();
    }

    @Test
    @Tag("ANTI-1")
    void productionSaysWhoseFridayItIs() throws Exception {
        var calendar = "    calendar: {timeZone: Europe/Vienna}\n";
        assertThat(read(calendar)).isEqualTo(new Calendar(ZoneId.of("Europe/Vienna"), null, null, List.of()));
        assertRefused(SHOP.replace(calendar, ""), "'calendar' says at least whose Friday", "'production: false'");
        assertRefused(SHOP.replace("Europe/Vienna", "Europe/Veinna"), "Europe/Veinna", "timeZone");

        assertThat(
                        read(
                                """
                            calendar:
                              timeZone: Europe/Vienna
                              holidays: {country: at, region: "9"}
                              staffed: {from: "09:00", to: "17:30", least: PT2H}
                              freezes:
                                - {name: Year's end, from: "2026-12-18T12:00", to: "2027-01-07T06:00", repeats: FREQ=YEARLY}
                        """))
                .isEqualTo(new Calendar(
                        ZoneId.of("Europe/Vienna"),
                        new PublicHolidays("at", "9"),
                        new StaffedHours(
                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(9, 0),
                                LocalTime.of(17, 30),
                                Duration.ofHours(2)),
                        List.of(new Freeze(
                                "Year's end",
                                LocalDateTime.of(2026, 12, 18, 12, 0),
                                LocalDateTime.of(2027, 1, 7, 6, 0),
                                "FREQ=YEARLY"))));
    }

    private Calendar read(String calendar) throws IOException {
        return requireNonNull(catalog(SHOP.replace("    calendar: {timeZone: Europe/Vienna}\n", calendar))
                .service("shop")
                .environment("staging")
                .calendar());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staffed: {from: '17:00', to: '09:00', least: PT2H} -> 'from' must be before 'to'",
                "staffed: {from: '09:00', to: '17:00', least: PT9H} -> 'least' must not be longer",
                "staffed: {from: '09:00', to: '17:00', least: PT0S} -> 'least' must be longer than nothing",
                "staffed: {days: [], from: '09:00', to: '17:00', least: PT2H} -> 'days' must not be empty",
                "staffed: {from: '09:00', to: '17:00'} -> least",
                "freezes: [{name: a, from: '2026-01-02T00:00', to: '2026-01-01T00:00'}] -> 'from' must be before 'to'",
                "freezes: [{name: ' ', from: '2026-01-01T00:00', to: '2026-01-02T00:00'}] -> 'name' must say",
                "freezes: [{name: a, from: '2026-01-01', to: '2026-01-02T00:00'}] -> from",
                "holidays: {region: '9'} -> country",
                "holliday: at -> holliday"
            })
    @Tag("ANTI-1")
    void aCalendarThatCannotBeMeantIsRefused(String example) throws Exception {
        var parts = example.split(" -> ");
        assertRefused(
                SHOP.replace("{timeZone: Europe/Vienna}", "{timeZone: Europe/Vienna, " + parts[0] + "}"), parts[1]);
    }

    @Test
    @Tag("ANTI-1")
    void twoFreezesOfOneNameAreRefused() throws Exception {
        var freeze = "{name: a, from: '2026-01-01T00:00', to: '2026-01-02T00:00'}";
        assertRefused(
                SHOP.replace(
                        "{timeZone: Europe/Vienna}",
                        "{timeZone: Europe/Vienna, freezes: [" + freeze + ", " + freeze + "]}"),
                "names that differ");
    }

    @Test
    void readsWhatPathsAreAboutIfItIsSaid() throws Exception {
        assertThat(catalog(SHOP).service("shop").changeKinds()).isEmpty();
        var kinds = "changeKinds: {documentation: [/version.txt], infrastructure: [ops/]}\nhealth:";
        assertThat(catalog(SHOP.replace("health:", kinds)).service("shop").changeKinds())
                .containsEntry(ChangeKind.DOCUMENTATION, List.of("/version.txt"))
                .containsEntry(ChangeKind.INFRASTRUCTURE, List.of("ops/"));
        for (var wrong : List.of(
                "nothing: [a]",
                "unclear: [a]",
                "large: [a]",
                "Documentation: [a]",
                "docs: [a]",
                "source: []",
                "source: ")) {
            assertRefused(
                    SHOP.replaceFirst("health:", "changeKinds: {" + wrong + "}\nhealth:"), "shop.yaml", "changeKinds");
        }
    }

    @Test
    void readsTheExampleOfTheDocumentation() throws Exception {
        var document = Files.readString(Path.of("docs/catalog.md"));
        var begin = document.indexOf("```yaml") + "```yaml".length();

        var shop = catalog(document.substring(begin, document.indexOf("```", begin)))
                .service("shop");

        assertThat(shop.environment("staging").verification().leastRequests()).isEqualTo(1000);
    }

    @Test
    void refusesASettingThatNobodyKnowsAndNamesItsPlace() {
        assertRefused(SHOP.replace("command: ", "healthy: /\ncommand: "), "shop.yaml", "(healthy, read up to line 31)");
        assertRefused(
                SHOP.replace("    variables: staging", "    settleTime: PT1S\n    variables: staging"),
                "(environments.staging.settleTime, read up to line 21)");
        assertRefused(
                SHOP.replace("within: PT2S", "within: PT2S, soon: true"),
                "(keyFlows[0].expect.soon, read up to line 7)");
    }

    @Test
    void refusesASettingThatTheKindDoesNotKnow() throws Exception {
        record Settings(Path root) {}

        var target = catalog(SHOP).service("shop").environment("staging").target();

        assertThatThrownBy(() -> target.as(Settings.class))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll("process", "spare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "artifacts: ../artifacts\n",
                "trustedKeys: [{id: build, file: /keys/build.pem}]\n",
                "health: /health\n",
                "    settlingTime: PT1S\n",
                "leastRequests: 1, ",
                "    target: {kind: process, root: ../target, spare: 3}\n",
                "id: build, ",
                "status: 200, "
            })
    void refusesIfARequiredSettingIsMissing(String setting) {
        var name = setting.strip().replaceFirst(":.*", "");

        assertRefused(SHOP.replace(setting, ""), "shop.yaml", "'" + name + "'", "line ");
        assertRefused(SHOP.replace(setting, setting.replaceFirst(name + ": ?[^\n,]*", name + ": null")), "shop.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: Shop",
                "service: ../shop",
                "trustedKeys: []",
                "command: []",
                "health: health",
                "settlingTime: PT0S",
                "settlingTime: -PT1S",
                "observationTime: PT0S",
                "leastRequests: 0",
                "mostErrors: 1",
                "mostErrors: -0.1",
                "mostSlow: 1.5",
                "slowerThan: PT0S",
                "method: FETCH",
                "path: health",
                "status: 0",
                "within: PT0S",
                "within: -PT1S",
            })
    void refusesWhatCannotBeMeant(String setting) {
        var name = setting.substring(0, setting.indexOf(':'));
        var pattern = "\\b" + name + ": (\\[[^\n]*\\]|[^\n,}]*)";

        assertRefused(SHOP.replaceFirst(pattern, setting), "shop.yaml", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settlingTime: soon", "leastRequests: many", "mostErrors: .nan", "mostSlow: null"})
    void refusesAValueOfTheWrongTypeAndNamesItsPlace(String setting) {
        var name = setting.substring(0, setting.indexOf(':'));

        assertRefused(SHOP.replaceFirst(name + ": [^\n,}]*", setting), "shop.yaml", "environments.staging.", name);
    }

    @Test
    void refusesAServiceWithoutWhatWouldProveIt() {
        assertRefused(SHOP.replaceAll("keyFlows:\n.*", "keyFlows: []"), "keyFlows", "must not be empty");
        assertRefused(SHOP.replaceFirst("(?s)environments:.*", "environments: {}"), "environments", "at least one");
    }

    @Test
    void refusesANameThatComesTwice() {
        assertRefused(SHOP + SHOP.substring(SHOP.indexOf("  staging:")), "shop.yaml", "staging", "line ");
        assertRefused(SHOP + "health: /other\n", "shop.yaml", "health", "line ");
        assertRefused(SHOP.replace("root: ../target", "root: ../target, root: ../other"), "shop.yaml", "root", "line ");
        assertRefused(
                SHOP.replace(
                        "  - {name",
                        "  - {name: Health, method: GET, path: /,"
                                + " expect: {status: 200, within: PT1S}}\n  - {name"),
                "Health",
                "keyFlows");
    }

    @Test
    void refusesAFileThatIsNotCalledAsItsService() throws Exception {
        Files.writeString(folder.resolve("copy-of-shop.yaml"), SHOP);

        assertRefused(SHOP, "copy-of-shop.yaml", "called shop.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "- a", "\tservice: shop", "service: [", "# nothing\n"})
    void refusesAFileThatIsNoCatalog(String text) {
        assertRefused(text, "shop.yaml");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Catalog.read(folder.resolve("nowhere")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void saysWhatThereIsIfSomethingElseIsAskedFor() throws Exception {
        var catalog = catalog(SHOP);

        assertThatThrownBy(() -> catalog.service("shed"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll("shed", "shop");
        assertThatThrownBy(() -> catalog.service("shop").environment("production"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll("production", "staging");
    }

    @Test
    @Tag("MON-5")
    @Tag("SEC-1")
    void everyEnvironmentSaysWhatWatchesItAndWhereUsersReachIt() {
        assertRefused(SHOP.replaceFirst(" *monitoring: .*\n", ""), "Missing required", "'monitoring'");
        assertRefused(SHOP.replaceFirst(" *address: .*\n", ""), "Missing required", "'address'");
        assertRefused(SHOP.replaceFirst("http://127.0.0.1", "shop.example.org"), "address.url", "is an https address");
    }

    @Test
    @Tag("SEC-3")
    @Tag("SEC-6")
    void whatIsNotSaidOfTheHostIsSafe() throws Exception {
        var environment = catalog(SHOP).service("shop").environment("staging");
        assertThat(environment.sudo()).isEmpty();
        assertThat(environment.patching().securityUpdates()).isEqualTo(Duration.ofDays(14));
        assertThat(environment.patching().lastPatched()).isEqualTo(Duration.ofDays(90));
        assertThat(environment.patching().lists()).isEqualTo(Duration.ofDays(7));
        var said = SHOP.replaceFirst("( *)address:", "$1patching: {lists: P1D}\n$1address:");
        var patching = catalog(said).service("shop").environment("staging").patching();
        assertThat(patching.lists()).isEqualTo(Duration.ofDays(1));
        assertThat(patching.securityUpdates()).isEqualTo(Duration.ofDays(14));
        assertRefused(said.replace("P1D", "PT0S"), "'patching.lists' must be longer than nothing");
    }

    private void assertRefused(String text, String... says) {
        assertThatThrownBy(() -> catalog(text))
                .isInstanceOf(CatalogException.class)
                .hasMessageContainingAll(says);
    }

    @Test
    @Tag("GATE-3")
    void readsWhereAnEnvironmentKeepsItsData() throws Exception {
        assertThat(catalog(SHOP).service("shop").environment("staging").database())
                .isNull();
        var database = requireNonNull(catalog(withDatabase(DATABASE))
                .service("shop")
                .environment("staging")
                .database());
        assertThat(database.name()).isEqualTo("shop");
        assertThat(database.reader())
                .isEqualTo(
                        new DatabaseAccess("127.0.0.1", 5432, "slipway_reader", folder.resolve("secrets/reader"), null))
                .hasToString("slipway_reader at 127.0.0.1:5432");
        assertThat(database.scratch().port()).isEqualTo(6432);
        assertThat(database.scratch().trust()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(database.restore()).isNull();
        assertThat(database.variables()).containsEntry("DATABASE_POOL", "2").hasSize(2);
        assertThat(database.history()).contains("flyway_schema_history", "databasechangelog");
        var named = withDatabase(DATABASE.replace("name: shop", "name: shop\n      history: [steps]"));
        assertThat(requireNonNull(catalog(named)
                                .service("shop")
                                .environment("staging")
                                .database())
                        .history())
                .containsExactly("steps");
        var restoring = withDatabase(DATABASE.replace("name: shop", "name: shop\n      restore: " + RESTORER));
        assertThat(requireNonNull(catalog(restoring)
                                .service("shop")
                                .environment("staging")
                                .database())
                        .restore())
                .hasToString("slipway_restorer at 127.0.0.1:5432");
    }

    @Test
    @Tag("BACK-3")
    void refusesAnAccountThatCannotPutARestoredDatabaseIntoThePlaceOfTheLiveOne() throws Exception {
        for (var other : List.of(
                RESTORER.replace("slipway_restorer", "slipway_reader"),
                RESTORER.replace("127.0.0.1", "db.invalid").replace("}", ", trust: ca.pem}"),
                RESTORER.replace("}", ", port: 6432}"))) {
            refused("name: shop", "name: shop\n      restore: " + other, "'database.restore' is another account");
        }
    }

    @Test
    @Tag("GATE-3")
    @Tag("SEC-1")
    @Tag("SEC-3")
    void refusesADatabaseThatWouldBeReadByTooMuchOrToldToNobody() throws Exception {
        refused(
                "scratch: {host: db.invalid, port: 6432, user: slipway_scratch",
                "scratch: {host: 127.0.0.1, user:" + " slipway_reader",
                "'database.scratch' is another account than 'reader'");
        refused(", trust: ca.pem", "", "'database.trust'", "db.invalid", "SEC-1");
        refused("name: shop", "name: 'shop dbname=x'", "'database.name' must match");
        refused("user: slipway_reader", "user: '-x'", "'database.user' must match");
        refused("port: 6432", "port: 70000", "'database.port'");
        refused("{name}", "shop", "'database.variables' says '{name}' nowhere");
        refused("{name}", "{name}{database}", "'database.variables.DATABASE_URL'", "{database}");
        refused("DATABASE_POOL:", "'DATABASE POOL':", "'database.variables' must match");
        refused("DATABASE_POOL: \"2\"", "DATABASE_POOL:", "'database.variables.DATABASE_POOL' says nothing");
        refused("reader: {host: 127.0.0.1, user: slipway_reader, passwordFile: secrets/reader}", "", "'reader'");
    }

    /** What nobody can open, or everybody, is no backup. */
    @Test
    @Tag("BACK-2")
    @Tag("SEC-5")
    void refusesADatabaseThatIsBackedUpForNobody() throws Exception {
        refused("backup: {folder:", "other: {folder:", "'backup'");
        refused("/secrets/identity}", "/secrets/identity, key: x}", "\"key\"");
        refused("recipients: [age1", "recipients: [ageX", "'database.backup.recipients'", "begins with age1");
        refused("recipients: [age1", "recipients: [age1q", "'database.backup.recipients'", "is no public key of age");
        refused("/secrets/identity", "backups/identity", "'database.backup.identityFile'", "SEC-5");
        refused("/secrets/identity}", "/secrets/identity, keep: 0}", "'database.backup.keep'");
        refused("/secrets/identity}", "/secrets/identity, keepFor: PT0S}", "'database.backup.keepFor'");
        refused("/secrets/identity}", "/secrets/identity, within: PT0S}", "'database.backup.within'");
        refused("user: slipway_reader,", "user: slipway_reader, password: x,", "\"password\"");
    }

    private void refused(String text, String with, String... parts) throws Exception {
        assertThat(DATABASE).contains(text);
        assertRefused(withDatabase(DATABASE.replace(text, with)), parts);
    }

    private static String withDatabase(String database) {
        return SHOP.replace("variables: staging", database + "variables: staging");
    }
}
