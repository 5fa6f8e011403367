package io.slipway.siege;

import static io.slipway.RunningSlipway.body;

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
                new Way("an administrator moves the token past the approval", Ways::past),
                new Way(
                        "an administrator writes the verdict",
                        (siege, at) -> siege.ask(
                                "root",
                                "PUT",
                                "/process-instance/" + siege.instance(at.untested(), "release")
                                        + "/variables/testsVerdict",
                                "{\"value\": \"pass\", \"type\": \"String\"}")),
                new Way(
                        "an administrator writes that it was approved",
                        (siege, at) -> siege.ask(
                                "root",
                                "PUT",
                                "/process-instance/" + siege.instance(at.high(), "prepare-release")
                                        + "/variables/approvalDecision",
                                "{\"value\": \"approve\", \"type\": \"String\"}")),
                new Way(
                        "the workers' account lowers the class",
                        (siege, at) -> siege.ask(
                                "slipway-worker",
                                "POST",
                                "/execution/" + siege.instance(at.high(), "prepare-release") + "/localVariables",
                                "{\"modifications\": {\"changeClass\": {\"value\": \"low\"}}}")),
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
                        "somebody does a worker's task by hand",
                        (siege, at) ->
                                siege.ask("oskar", "POST", "/external-task/fetchAndLock", fetch("start-instances"))),
                new Way(
                        "somebody completes a worker's task",
                        (siege, at) -> siege.ask(
                                "root",
                                "POST",
                                "/external-task/" + siege.instance(at.untested(), "release") + "/complete",
                                "{\"workerId\": \"crew\"}")),
                new Way(
                        "a message that nobody knows is sent",
                        (siege, at) -> siege.ask(
                                "maria",
                                "POST",
                                "/message",
                                "{\"messageName\": \"release.approved\", \"businessKey\": \"" + at.high() + "\"}")),
                new Way(
                        "an administrator deletes the running release",
                        (siege, at) -> siege.ask(
                                "root", "DELETE", "/process-instance/" + siege.instance(at.high(), "release"), null)),
                new Way(
                        "an administrator jumps to a part alone",
                        (siege, at) ->
                                siege.ask("root", "POST", "/process-definition/key/deploy-release/start", goal())),
                new Way(
                        "the release manager starts a part alone",
                        (siege, at) ->
                                siege.ask("maria", "POST", "/process-definition/key/deploy-release/start", goal())),
                new Way(
                        "the release manager starts in the middle",
                        (siege, at) -> siege.ask(
                                "maria",
                                "POST",
                                "/process-definition/key/release/start",
                                "{\"startInstructions\": [{\"type\": \"startBeforeActivity\", \"activityId\":"
                                        + " \"CallActivity_Deploy\"}], \"variables\": {}}")),
                new Way(
                        "an administrator has the release run by another model",
                        (siege, at) -> siege.ask("root", "POST", "/migration/execute", "{}")),
                new Way("an administrator asks for a permit", (siege, at) -> permit(siege, "root")),
                new Way(
                        "the workers' account asks for a permit without a task",
                        (siege, at) -> permit(siege, "slipway-worker")));
    }

    private static Way move(String name, String person) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        person,
                        "POST",
                        "/process-instance/" + siege.instance(at.untested(), "release") + "/modification",
                        "{\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"CallActivity_Deploy\"}]}"));
    }

    private static HttpResponse<String> past(Siege siege, Way.Waiting at) throws Exception {
        return siege.ask(
                "root",
                "POST",
                "/process-instance/" + siege.instance(at.high(), "prepare-release") + "/modification",
                "{\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"Gateway_Prepared\"}]}");
    }

    private static Way resolve(String name, String decision, String variable) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        "oskar",
                        "POST",
                        "/task/" + siege.task(at.untested(), "Task_ResolveStop") + "/complete",
                        body(Map.of("stopDecision", decision, variable, "pass"))));
    }

    private static Way approve(String name, String person) {
        return new Way(
                name,
                (siege, at) -> siege.ask(
                        person,
                        "POST",
                        "/task/" + siege.task(at.high(), "Task_ApproveRelease") + "/complete",
                        APPROVE));
    }

    private static HttpResponse<String> permit(Siege siege, String person) throws Exception {
        return siege.ask(person, "POST", "/api/permits", "{\"task\": \"mine\", \"worker\": \"me\"}");
    }

    private static String goal() {
        return body(Map.of(
                "service", "shop",
                "environment", "staging",
                "goalVersion", "1.5.0",
                "goalDigest", "0".repeat(64)));
    }

    private static String fetch(String topic) {
        return "{\"workerId\": \"crew\", \"maxTasks\": 1, \"topics\": [{\"topicName\": \"" + topic
                + "\", \"lockDuration\": 1000}]}";
    }
}
