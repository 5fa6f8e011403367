package io.slipway.siege;

import static io.slipway.RunningSlipway.body;

import io.slipway.siege.Way.Waiting;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** The ways round a gate that anybody with an account can try over HTTP. */
final class Ways {

    private static final String APPROVE = body(Map.of("approvalDecision", "approve", "approvalReason", "looks good"));

    private Ways() {}

    static List<Way> all() {
        return List.of(
                move("an administrator moves the token", "root"),
                move("an operator moves the token", "otto"),
                move("the release manager moves the token", "maria"),
                move("the workers' account moves the token", "slipway-worker"),
                new Way("an administrator moves the token past the approval", Ways::past, Effects.bringsHigh()),
                write("an administrator writes the verdict", Waiting::untested, "release", "testsVerdict", "pass"),
                write(
                        "an administrator writes that nobody has to approve",
                        Waiting::high,
                        "obtain-approvals",
                        "approvers",
                        "none"),
                write(
                        "an administrator writes that the checklist is proven",
                        Waiting::high,
                        "prepare-release",
                        "openItems",
                        "none"),
                new Way(
                        "the workers' account lowers the class",
                        (siege, at) -> siege.ask(
                                "slipway-worker",
                                "POST",
                                "/execution/" + siege.instance(at.high(), "prepare-release") + "/localVariables",
                                "{\"modifications\": {\"changeClass\": {\"value\": \"low\"}}}"),
                        Effects.writes(Waiting::high, "changeClass", "low")),
                resolve("an orchestrator writes the verdict along with a decision", "re-check", "testsVerdict"),
                resolve("an orchestrator decides to go on anyway", "go-on", "stopReason"),
                approve("the starter approves", "both"),
                approve("the starter approves with a second account", "twin"),
                approve("an author approves", "emil"),
                approve("the artifact's signer approves", "builder"),
                approve("somebody of whom nobody knows who it is approves", "faceless"),
                approve("an administrator approves", "root"),
                approve("an operator approves", "otto"),
                approve("the workers' account approves", "slipway-worker"),
                new Way(
                        "the workers' account sends the message that ends a release",
                        (siege, at) -> siege.ask(
                                "slipway-worker",
                                "POST",
                                "/message",
                                "{\"messageName\": \"release.withdrawn\", \"businessKey\": \"" + at.high() + "\"}"),
                        Effects.ends(Waiting::high)),
                new Way(
                        "an administrator deletes the running release",
                        (siege, at) -> siege.ask(
                                "root", "DELETE", "/process-instance/" + siege.instance(at.high(), "release"), null),
                        Effects.ends(Waiting::high)),
                part("an administrator jumps to a part alone", "root"),
                part("the release manager starts a part alone", "maria"),
                new Way(
                        "an administrator has the release run by another model",
                        (siege, at) -> siege.ask("root", "POST", "/migration/execute", migration(siege, at)),
                        Effects.asks("Task_ApproveRelease")));
    }

    private static Way write(String name, Way.Which release, String process, String variable, String value) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        "root",
                        "PUT",
                        "/process-instance/" + siege.instance(release.of(at), process) + "/variables/" + variable,
                        "{\"value\": \"" + value + "\", \"type\": \"String\"}"),
                Effects.writes(release, variable, value));
    }

    private static Way move(String name, String person) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        person,
                        "POST",
                        "/process-instance/" + siege.instance(at.untested(), "release") + "/modification",
                        "{\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"CallActivity_Deploy\"}]}"),
                Effects.bringsUntested());
    }

    private static HttpResponse<String> past(Siege siege, Waiting at) throws Exception {
        return siege.ask(
                "root",
                "POST",
                "/process-instance/" + siege.instance(at.high(), "release") + "/modification",
                "{\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"CallActivity_BackUp\","
                        + " \"variables\": {\"artifactDigest\": {\"value\": \"" + digest(siege, at.high())
                        + "\", \"type\": \"String\"}}}]}");
    }

    private static Way resolve(String name, String decision, String variable) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        "oskar",
                        "POST",
                        "/task/" + siege.task(at.untested(), "Task_ResolveStop") + "/complete",
                        body(Map.of("stopDecision", decision, variable, "pass"))),
                Effects.decides(Waiting::untested, decision));
    }

    private static Way approve(String name, String person) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        person, "POST", "/task/" + siege.task(at.high(), "Task_ApproveRelease") + "/complete", APPROVE),
                Effects.bringsHigh());
    }

    private static Way part(String name, String person) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        person,
                        "POST",
                        "/process-definition/key/deploy-release/start",
                        "{\"businessKey\": \"" + at.untested() + "\", \"variables\": " + variables(siege, at) + "}"),
                Effects.starts());
    }

    /** What deploying the untested version to staging asks for. */
    private static String variables(Siege siege, Waiting at) throws Exception {
        return Siege.JSON
                .readTree(body(Map.of(
                        "service",
                        "shop",
                        "environment",
                        "staging",
                        "settlingTime",
                        "PT1S",
                        "goalVersion",
                        "1.5.0",
                        "goalDigest",
                        digest(siege, at.untested()))))
                .path("variables")
                .toString();
    }

    /** What Prepare found the artifact of a release to be. */
    private static String digest(Siege siege, String release) throws Exception {
        return siege.value("SELECT v.text_ FROM act_ru_variable v JOIN act_ru_execution e ON e.id_ = v.proc_inst_id_"
                + " WHERE v.name_ = 'artifactDigest' AND e.business_key_ = '" + release + "'");
    }

    private static String migration(Siege siege, Waiting at) throws Exception {
        return "{\"migrationPlan\": {\"sourceProcessDefinitionId\": \"" + siege.definition("escalate-stop")
                + "\", \"targetProcessDefinitionId\": \"" + siege.definition("ask-approval")
                + "\", \"instructions\": [{\"sourceActivityIds\": [\"Task_ResolveStop\"], \"targetActivityIds\":"
                + " [\"Task_ApproveRelease\"]}]}, \"processInstanceIds\": [\""
                + siege.instance(at.untested(), "escalate-stop") + "\"]}";
    }
}
