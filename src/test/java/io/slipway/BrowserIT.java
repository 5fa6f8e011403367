package io.slipway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * People at work in a real browser: forms, tasks, Cockpit. Pictures of what they see are in {@code target/screenshots}.
 *
 * <p>Buttons are pressed by the page's own {@code click()}: the pages of Camunda swallow the mouse events that a test
 * sends to Debian's Chromium.
 */
@Alone
@ExtendWith(OpenShop.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final RunningSlipway slipway;
    private final List<String> refused = new ArrayList<>();
    private final Playwright playwright;
    private final Browser browser;

    BrowserIT(RunningSlipway slipway) {
        assumeTrue(Files.isExecutable(CHROMIUM), "Skipped: there is no Chromium at " + CHROMIUM);
        this.slipway = slipway;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(ARGUMENTS));
    }

    @BeforeAll
    static void folder() throws Exception {
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    void close() {
        playwright.close();
    }

    private Page open(String application, String person) {
        refused.clear();
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1400, 1000));

        page.onResponse(answer -> {
            if (answer.status() >= 400 && !answer.url().endsWith("/auth/user/default")) {
                refused.add(answer.status() + " " + answer.request().method() + " " + answer.url());
            }
        });
        page.navigate(slipway.address() + "/camunda/app/" + application + "/");
        pressUntil(
                page.locator("button[type=submit]"),
                () -> {
                    write(page.getByPlaceholder("Username"), person);
                    write(page.getByPlaceholder("Password"), slipway.password(person));
                },
                () -> page.getByText(person).first().isVisible());
        return page;
    }

    private static void press(Locator button) {
        button.first().evaluate("button => button.click()");
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** Writes what is not there yet, while there is such a field; leaving it makes the form notice it. */
    private static void write(Locator field, String text) {
        if (field.isVisible()) {
            if (!field.inputValue().equals(text)) {
                field.fill(text);
            }
            field.evaluate("field => field.blur()");
        }
    }

    /**
     * Writes and presses until it works. A page that is not ready yet forgets what is written, and a form takes a moment to
     * notice its last field, and refuses until then.
     */
    private static void pressUntil(Locator button, Runnable writing, Callable<Boolean> done) {
        var page = button.page();
        try {
            RunningSlipway.await("the button " + button + " works", PATIENCE, () -> {
                if (!done.call()) {
                    writing.run();
                    if (button.isVisible() && button.isEnabled()) {
                        press(button);
                    }
                    page.waitForTimeout(500);
                }
                return done.call();
            });
        } catch (AssertionError e) {
            picture(page, "failed-" + System.nanoTime());
            throw new AssertionError(e.getMessage() + "; the page says: " + page.innerText("body"), e);
        }
    }

    /** @param done whether it is started, or refused */
    private static void startRelease(Page page, String version, String environment, Callable<Boolean> done) {
        press(page.getByText("Start process"));
        press(page.locator(".modal-body").getByText("Release", new Locator.GetByTextOptions().setExact(true)));
        Runnable writing = () -> {
            write(page.getByLabel("Service"), "shop");
            write(page.getByLabel("Version"), version);
            write(page.getByLabel("Environment"), environment);
            write(page.getByLabel("What changes?"), "Greet customers who come back");
            write(page.getByLabel("What does it mean for the business?"), "Customers feel welcome");
        };
        assertThat(page.getByLabel("Service")).isVisible();
        writing.run();
        picture(page, "start-" + version + "-" + environment);
        pressUntil(page.locator(".modal-footer button.btn-primary"), writing, done);
    }

    private String newest() throws Exception {
        return slipway.read(
                        "/history/process-instance?maxResults=1&processDefinitionKey=release&sortBy=startTime&sortOrder=desc")
                .path(0)
                .path("id")
                .asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    @Tag("CONF-1")
    void aReleaseManagerReleasesThroughTheForm(String environment) throws Exception {
        if (environment.equals("production")) {
            assertThat(slipway.outcome(slipway.rehearse("staging"))).isEqualTo("rehearsed");
        }
        var before = newest();
        try (var page = open("tasklist", "maria")) {
            startRelease(page, "1.1.0", environment, () -> !newest().equals(before));
        }
        var release = newest();
        lookIntoCockpit(release, environment);
        assertThat(slipway.outcome(release)).isEqualTo("confirmed");
    }

    private void lookIntoCockpit(String release, String name) {
        try (var page = open("cockpit", "otto")) {
            picture(page, "cockpit-dashboard");
            page.navigate(
                    slipway.address() + "/camunda/app/cockpit/default/#/process-instance/" + release + "/runtime");
            assertThat(page.getByText("Release stable?").first()).isVisible();
            picture(page, "cockpit-" + name);
            assertThat(refused).isEmpty();
        }
    }

    @Test
    @Tag("PREP-1")
    void whoeverStartsWhatDoesNotExistIsToldInTheForm() throws Exception {
        var before = newest();
        try (var page = open("tasklist", "maria")) {
            startRelease(page, "9.9.9", "staging", () -> page.locator(".modal-dialog")
                    .innerText()
                    .contains("version: 'shop' has no version '9.9.9'"));
            assertThat(page.getByLabel("What changes?")).hasValue("Greet customers who come back");
            picture(page, "start-refused");
        }
        assertThat(newest()).isEqualTo(before);
    }

    /** Somebody looks at what no machine can prove, and the release goes on. */
    @Test
    @Tag("CHECK-8")
    @Tag("CHECK-7")
    @Tag("ROLE-3")
    void aBackendSpecialistAttestsWhatIsOpenOfTheChecklist() throws Exception {
        slipway.colleague().rest();
        try (var page = open("tasklist", "bela")) {
            var release = slipway.release(slipway.serving("staging").equals("1.1.0") ? "1.1.1" : "1.1.0", "staging");
            RunningSlipway.await("somebody is asked", PATIENCE, () -> slipway.reached(release)
                    .contains("Task_ApproveRelease"));
            page.reload();
            press(page.getByText("Approve release"));
            assertThat(page.locator(".fjs-table").first()).containsText("CHECK-7");
            assertThat(page.locator(".fjs-table").first()).containsText("The program changes");
            picture(page, "checklist");
            press(page.getByText("Claim", new Page.GetByTextOptions().setExact(true)));
            var approve = page.getByLabel(Pattern.compile("^Approve"));
            Runnable writing = () -> {
                if (approve.isVisible() && !approve.isChecked()) {
                    press(approve);
                }
                // the shop loses every hundredth order, and says so
                write(page.getByLabel(Pattern.compile("Logs clean")), "Every hundredth order is lost, as ever");
                write(page.getByLabel(Pattern.compile("No unexpected regressions")), "I ordered tea, and got it");
            };
            writing.run();
            page.waitForTimeout(500);
            writing.run();
            assertThat(page.getByLabel(Pattern.compile("Backups verified"))).hasCount(0);
            picture(page, "checklist-attested");
            pressUntil(
                    page.locator("button.btn-primary").filter(new Locator.FilterOptions().setHasText("Complete")),
                    writing,
                    () -> slipway.reached(release).contains("Task_PreserveVersion"));
            assertThat(slipway.outcome(release)).isEqualTo("confirmed");
        } finally {
            slipway.colleague().goOn();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5.0", "1.6.0"})
    @Tag("GATE-6")
    void theTaskOfAStopSaysWhyAndOffersTwoWaysOnly(String version) throws Exception {
        var release = slipway.release(version, "staging");
        RunningSlipway.await("somebody is asked", Duration.ofMinutes(1), () -> slipway.reached(release)
                .contains("Task_ResolveStop"));
        try (var page = open("tasklist", "oskar")) {
            press(page.getByText("Resolve stop"));
            assertThat(page.getByText("has stopped").first()).isVisible();
            assertThat(page.locator(".fjs-table").first())
                    .containsText(version.equals("1.5.0") ? "The tests did not pass" : "about another artifact");
            assertThat(page.locator("input[type=radio]")).hasCount(2);
            assertThat(page.locator("input[type=radio]:checked")).hasCount(0);
            picture(page, "stop-" + version);
            press(page.getByText("Claim", new Page.GetByTextOptions().setExact(true)));
            var giveUp = page.getByLabel(Pattern.compile("Give the release up"));
            press(giveUp);
            Runnable writing = () -> {
                if (giveUp.isVisible() && !giveUp.isChecked()) {
                    press(giveUp);
                }
                write(page.getByLabel("Reason"), "It is not what was tested");
            };
            writing.run();
            picture(page, "stop-decided-" + version);
            pressUntil(
                    page.locator("button.btn-primary").filter(new Locator.FilterOptions().setHasText("Complete")),
                    writing,
                    () -> slipway.hasEnded(release));
        }
        assertThat(slipway.outcome(release)).isEqualTo("stopped");
    }
}
