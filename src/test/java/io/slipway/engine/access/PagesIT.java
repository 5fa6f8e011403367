package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of Tasklist, Cockpit and Admin in a real browser: nothing that they ask for is refused, and no banner. */
@ExtendWith(House.Key.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private House house;
    private Playwright playwright;
    private Browser browser;
    private String release = "";
    private final List<String> refused = new ArrayList<>();
    private final Set<Request> pending = new HashSet<>();

    @BeforeAll
    void open(House house) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), "There is no Chromium here: the pages are not looked at");
        this.house = house;
        release = house.release(house.freeEnvironment());
        house.stop(release);
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    private Page login(String person, String application) {
        var page = browser.newContext(
                        new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1400, 900))
                .newPage();
        page.setDefaultTimeout(20_000);
        page.onRequest(request -> {
            // a frame that Camunda fills with its own news
            if (!request.url().endsWith("/camunda-welcome")) {
                pending.add(request);
            }
        });
        page.onResponse(response -> pending.remove(response.request()));
        page.onRequestFailed(pending::remove);
        page.waitForResponse(
                response -> response.url().endsWith("/camunda/api/engine/engine/"),
                () -> page.navigate(house.slipway.address() + "/camunda/app/" + application + "/default/"));
        page.locator("input[placeholder=Username]").fill(person);
        page.locator("input[placeholder=Password]").fill(house.slipway.password(person));
        // asking who is there before logging in is answered with 401 or 404; from here on nothing may be
        page.onResponse(response -> {
            if (response.status() >= 400) {
                refused.add(response.status() + " " + response.request().method() + " " + response.url());
            }
        });
        // not by a click: input that is sent while a page is new gets lost between this driver and newer browsers
        page.locator("form[name=signinForm]").evaluate("form => form.requestSubmit()");
        page.locator("input[placeholder=Password]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        return page;
    }

    private void look(Page page, String hash, String expected, String picture) throws IOException {
        if (!hash.isEmpty()) {
            page.navigate(page.url().replaceFirst("#.*", "") + hash);
        }
        try {
            page.getByText(expected)
                    .filter(new Locator.FilterOptions().setVisible(true))
                    .first()
                    .waitFor();
            page.waitForCondition(pending::isEmpty);
        } finally {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pages/" + picture + ".png")));
        }
        assertThat(refused).as(picture).isEmpty();
        assertThat(page.locator(".alert-danger, .notification-error").all())
                .as(picture)
                .noneMatch(Locator::isVisible);
        var banner = page.locator(".ce-eol-banner");
        for (var i = 0; i < banner.count(); i++) {
            assertThat(banner.nth(i).isVisible()).as(picture).isFalse();
        }
        assertThat(page.getByText("migrate to Camunda 8").all()).noneMatch(Locator::isVisible);
    }

    @Test
    void opsLookIntoCockpit() throws IOException, InterruptedException {
        var cockpit = login("otto", "cockpit");
        look(cockpit, "", "Running Process Instances", "cockpit-dashboard");
        look(cockpit, "#/processes", "escalate-stop", "cockpit-processes");
        var definition = house.read("/process-definition?key=release&maxResults=1")
                .path(0)
                .path("id")
                .asText();
        look(cockpit, "#/process-definition/" + definition + "/runtime", house.key(release), "cockpit-definition");
        look(cockpit, "#/process-instance/" + release + "/runtime", "changeSummary", "cockpit-instance");
        look(cockpit, "#/decisions", "Classify change", "cockpit-decisions");
        look(cockpit, "#/tasks", "Human Tasks", "cockpit-tasks");
        cockpit.context().close();
    }

    @Test
    void aReleaseManagerLooksIntoTasklist() throws IOException {
        var tasklist = login("maria", "tasklist");
        look(tasklist, "", "Resolve stop", "tasklist");
        tasklist.getByText("Resolve stop").first().dispatchEvent("click");
        look(tasklist, "", "Re-check", "tasklist-task");
        tasklist.getByText("Start process").first().dispatchEvent("click");
        look(tasklist, "", "Release", "tasklist-start");
        tasklist.context().close();
    }

    @Test
    void anAdministratorLooksIntoAdmin() throws IOException {
        var admin = login("root", "admin");
        look(admin, "", "Users", "admin");
        look(admin, "#/users?searchQuery=%5B%5D", "somebody", "admin-users");
        look(admin, "#/groups", "orchestrator", "admin-groups");
        admin.context().close();
    }
}
