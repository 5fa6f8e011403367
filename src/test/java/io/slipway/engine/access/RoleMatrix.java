package io.slipway.engine.access;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may do what with the engine's REST interface, as people would say it; everybody else must be refused. Written
 * independently of {@link AccessTable}.
 */
final class RoleMatrix {

    /**
     * What a call is, its method and path, who may do it, and its body. RM release manager, OR orchestrator, OP ops, WK
     * worker, AD administrator.
     */
    private static final String TABLE =
            """
            start a release           | POST   | /process-definition/key/release/start                      | RM    | {start}
            start by form             | POST   | /process-definition/key/release/submit-form                | RM    | {start}
            start by the model's id   | POST   | /process-definition/{definition}/start                     | RM    | {start}
            start a rollback          | POST   | /process-definition/key/roll-back-release/start            | OR OP | {}
            start a rollback by form  | POST   | /process-definition/key/roll-back-release/submit-form      | OR OP | {}
            rehearse a rollback       | POST   | /process-definition/key/rehearse-rollback/start            | OR OP | {"variables": {"service": {"value": "tool"}, "environment": {"value": "e0"}}}
            start a part alone        | POST   | /process-definition/key/deploy-release/start               |       | {}
            start in the middle       | POST   | /process-definition/key/release/start                      |       | {"startInstructions": [{"type": "startBeforeActivity", "activityId": "Task_ConfirmRelease"}], "variables": {}}
            withdraw a release        | POST   | /message                                                   | RM    | {"messageName": "release.withdrawn", "businessKey": "{key}"}
            withdraw whatever runs    | POST   | /message                                                   |       | {"messageName": "release.withdrawn"}
            withdraw all              | POST   | /message                                                   |       | {"messageName": "release.withdrawn", "all": true}
            withdraw with variables   | POST   | /message                                                   |       | {"messageName": "release.withdrawn", "businessKey": "{key}", "processVariables": {"stopDecision": {"value": "x"}}}
            withdraw with local ones  | POST   | /message                                                   |       | {"messageName": "release.withdrawn", "businessKey": "{key}", "processVariablesLocal": {"stopDecision": {"value": "x"}}}
            withdraw with scoped ones | POST   | /message                                                   |       | {"messageName": "release.withdrawn", "businessKey": "{key}", "processVariablesToTriggeredScope": {"stopDecision": {"value": "x"}}}
            another message           | POST   | /message                                                   |       | {"messageName": "release.confirmed", "businessKey": "{key}"}
            message to an execution   | POST   | /execution/{execution}/messageSubscriptions/release.withdrawn/trigger | | {}
            signal                    | POST   | /signal                                                    |       | {"name": "any"}
            signal to an execution    | POST   | /execution/{execution}/signal                              |       | {}
            execution variable        | PUT    | /execution/{execution}/localVariables/testsVerdict         |       | {"value": "pass", "type": "String"}
            execution variables       | POST   | /execution/{execution}/localVariables                      |       | {"modifications": {"testsVerdict": {"value": "pass"}}}
            no execution variable     | DELETE | /execution/{execution}/localVariables/version              |       |
            condition                 | POST   | /condition                                                 |       | {"variables": {"testsVerdict": {"value": "pass"}}}
            claim a task              | POST   | /task/{task}/claim                                         | RM OR | {"userId": "oskar"}
            complete a task           | POST   | /task/{task}/complete                                      | RM OR | {giveUp}
            complete a task's form    | POST   | /task/{task}/submit-form                                   | RM OR | {giveUp}
            unclaim a task            | POST   | /task/{task}/unclaim                                       | RM OR | {}
            delegate a task           | POST   | /task/{task}/delegate                                      |       | {"userId": "maria"}
            resolve a task            | POST   | /task/{task}/resolve                                       |       | {}
            assign a task             | POST   | /task/{task}/assignee                                      |       | {"userId": "maria"}
            error at a task           | POST   | /task/{task}/bpmnError                                     |       | {"errorCode": "not-prepared"}
            escalation at a task      | POST   | /task/{task}/bpmnEscalation                                |       | {"escalationCode": "any"}
            task variable             | PUT    | /task/{task}/variables/testsVerdict                        |       | {"value": "pass", "type": "String"}
            task variables            | POST   | /task/{task}/variables                                     |       | {"modifications": {"testsVerdict": {"value": "pass"}}}
            no task variable          | DELETE | /task/{task}/variables/decidingRoles                       |       |
            local task variable       | PUT    | /task/{task}/localVariables/testsVerdict                   |       | {"value": "pass", "type": "String"}
            local task variables      | POST   | /task/{task}/localVariables                                |       | {"modifications": {"testsVerdict": {"value": "pass"}}}
            who is asked              | POST   | /task/{task}/identity-links                                |       | {"groupId": "ops", "type": "candidate"}
            who is asked no more      | POST   | /task/{task}/identity-links/delete                         |       | {"groupId": "orchestrator", "type": "candidate"}
            change a task             | PUT    | /task/{task}                                               |       | {"name": "x", "due": "2030-01-01T00:00:00.000+0000"}
            delete a task             | DELETE | /task/{task}                                               |       |
            create a task             | POST   | /task/create                                               |       | {"id": "mine", "name": "mine"}
            move a token              | POST   | /process-instance/{release}/modification                   |       | {"instructions": [{"type": "startBeforeActivity", "activityId": "Task_ConfirmRelease"}]}
            move a token later        | POST   | /process-instance/{release}/modification-async             |       | {"instructions": [{"type": "startBeforeActivity", "activityId": "Task_ConfirmRelease"}]}
            release variable          | PUT    | /process-instance/{release}/variables/testsVerdict         |       | {"value": "pass", "type": "String"}
            release variables         | POST   | /process-instance/{release}/variables                      |       | {"modifications": {"version": {"value": "9.9.9"}}}
            no release variable       | DELETE | /process-instance/{release}/variables/version              |       |
            variables of many         | POST   | /process-instance/variables-async                          |       | {"processInstanceIds": ["{release}"], "variables": {"version": {"value": "9.9.9"}}}
            delete a release          | DELETE | /process-instance/{release}                                |       |
            delete releases           | POST   | /process-instance/delete                                   |       | {"processInstanceIds": ["{release}"]}
            suspend a release         | PUT    | /process-instance/{release}/suspended                      |       | {"suspended": true}
            suspend releases          | PUT    | /process-instance/suspended                                |       | {"processDefinitionKey": "release", "suspended": true}
            suspend releases later    | POST   | /process-instance/suspended-async                          |       | {"processInstanceIds": ["{release}"], "suspended": true}
            retries of many           | POST   | /process-instance/job-retries                              |       | {"processInstances": ["{release}"], "retries": 5}
            message to many           | POST   | /process-instance/message-async                            |       | {"messageName": "release.withdrawn", "processInstanceIds": ["{release}"]}
            suspend the model         | PUT    | /process-definition/{definition}/suspended                 |       | {"suspended": true, "includeProcessInstances": true}
            delete the model          | DELETE | /process-definition/{definition}?cascade=true              |       |
            delete the model by key   | DELETE | /process-definition/key/release                            |       |
            how long history is kept  | PUT    | /process-definition/{definition}/history-time-to-live      |       | {"historyTimeToLive": 0}
            restart a release         | POST   | /process-definition/{definition}/restart                   |       | {"processInstanceIds": ["{release}"], "instructions": [{"type": "startBeforeActivity", "activityId": "Task_ConfirmRelease"}]}
            migrate                   | POST   | /migration/execute                                         |       | {migration}
            migrate later             | POST   | /migration/executeAsync                                    |       | {migration}
            modify                    | POST   | /modification/execute                                      |       | {modification}
            modify later              | POST   | /modification/executeAsync                                 |       | {modification}
            batch                     | PUT    | /batch/any/suspended                                       |       | {"suspended": true}
            deploy                    | POST   | /deployment/create                                         |       | {}
            deploy again              | POST   | /deployment/{deployment}/redeploy                          |       | {}
            delete a deployment       | DELETE | /deployment/{deployment}?cascade=true                      |       |
            fetch                     | POST   | /external-task/fetchAndLock                                | WK    | {"workerId": "thief", "maxTasks": 9, "topics": [{"topicName": "check-tests", "lockDuration": 9000}]}
            complete a worker's task  | POST   | /external-task/{external}/complete                         | WK    | {"workerId": "crew"}
            fail a worker's task      | POST   | /external-task/{external}/failure                          | WK    | {"workerId": "crew", "retries": 0}
            error at a worker's task  | POST   | /external-task/{external}/bpmnError                        | WK    | {"workerId": "crew", "errorCode": "not-prepared"}
            extend a lock             | POST   | /external-task/{external}/extendLock                       | WK    | {"workerId": "crew", "newDuration": 900000}
            give a task back          | POST   | /external-task/{external}/unlock                           | WK    | {}
            lock a task               | POST   | /external-task/{external}/lock                             |       | {"workerId": "thief", "lockDuration": 9000}
            retries of a task         | PUT    | /external-task/{external}/retries                          | OP    | {"retries": 3}
            retries of tasks          | PUT    | /external-task/retries                                     |       | {"externalTaskIds": ["{external}"], "retries": 3}
            retries of tasks later    | POST   | /external-task/retries-async                               |       | {"externalTaskIds": ["{external}"], "retries": 3}
            priority of a task        | PUT    | /external-task/{external}/priority                         |       | {"priority": 9}
            execute a job             | POST   | /job/{job}/execute                                         |       | {}
            when a job is due         | PUT    | /job/{job}/duedate                                         |       | {"duedate": "2020-01-01T00:00:00.000+0000"}
            when it is due again      | POST   | /job/{job}/duedate/recalculate                             |       | {}
            retries of a job          | PUT    | /job/{job}/retries                                         | OP    | {"retries": 3}
            retries of jobs           | POST   | /job/retries                                               |       | {"jobIds": ["{job}"], "retries": 3}
            suspend a job             | PUT    | /job/{job}/suspended                                       |       | {"suspended": true}
            suspend jobs              | PUT    | /job/suspended                                             |       | {"processDefinitionKey": "escalate-stop", "suspended": true}
            priority of a job         | PUT    | /job/{job}/priority                                        |       | {"priority": 9}
            delete a job              | DELETE | /job/{job}                                                 |       |
            suspend a kind of job     | PUT    | /job-definition/{jobDefinition}/suspended                  |       | {"suspended": true}
            retries of a kind of job  | PUT    | /job-definition/{jobDefinition}/retries                    |       | {"retries": 3}
            create a user             | POST   | /user/create                                               | AD    | {user}
            change a user             | PUT    | /user/maria/profile                                        | AD    | {"id": "maria", "firstName": "x", "lastName": "y"}
            another's password        | PUT    | /user/maria/credentials                                    | AD    | {"password": "Another-Password-1"}
            unlock a user             | POST   | /user/maria/unlock                                         | AD    | {}
            delete a user             | DELETE | /user/maria                                                | AD    |
            create a group            | POST   | /group/create                                              | AD    | {"id": "gang", "name": "gang", "type": "WORKFLOW"}
            join a group              | PUT    | /group/orchestrator/members/somebody                       | AD    | {}
            leave a group             | DELETE | /group/orchestrator/members/oskar                          | AD    |
            grant a right             | POST   | /authorization/create                                      | AD    | {"type": 0, "permissions": ["ALL"], "userId": "*", "groupId": null, "resourceType": 8, "resourceId": "*"}
            create a tenant           | POST   | /tenant/create                                             |       | {"id": "other", "name": "other"}
            try a password            | POST   | /identity/verify                                           |       | {"username": "oskar", "password": "pass-oskar"}
            create a filter           | POST   | /filter/create                                             |       | {"resourceType": "Task", "name": "x", "owner": null, "query": {}, "properties": {}}
            change a filter           | PUT    | /filter/{filter}                                           |       | {"resourceType": "Task", "name": "x", "query": {"orQueries": [{"assigneeExpression": "${1+1}"}]}, "properties": {}}
            delete a filter           | DELETE | /filter/{filter}                                           |       |
            forget a release          | DELETE | /history/process-instance/{release}                        |       |
            forget releases           | POST   | /history/process-instance/delete                           |       | {"historicProcessInstanceIds": ["{release}"]}
            let releases be forgotten | POST   | /history/process-instance/set-removal-time                 |       | {"historicProcessInstanceIds": ["{release}"], "clearedRemovalTime": true}
            forget variables          | DELETE | /history/process-instance/{release}/variable-instances     |       |
            forget decisions          | POST   | /history/decision-instance/delete                          |       | {"historicDecisionInstanceQuery": {}}
            clean history up          | POST   | /history/cleanup                                           |       |
            evaluate a decision       | POST   | /decision-definition/key/classify-change/evaluate          |       | {"variables": {}}
            note at an incident       | PUT    | /incident/{incident}/annotation                            | OP    | {"annotation": "seen"}
            resolve an incident       | DELETE | /incident/{incident}                                       |       |
            telemetry                 | POST   | /telemetry                                                 |       | {"enableTelemetry": true}
            forget metrics            | POST   | /metrics/task-worker                                       |       | {}
            """;

    /** Short names of the table, and who that is in the {@link House}. */
    static final Map<String, String> CALLERS = Map.of(
            "RM", "maria",
            "OR", "oskar",
            "OP", "otto",
            "WK", "slipway-worker",
            "AD", "root");

    /**
     * One line of the table.
     *
     * @param allowed the people who may
     */
    record Row(String what, String method, String path, Set<String> allowed, String body) {

        @Override
        public String toString() {
            return what;
        }
    }

    private RoleMatrix() {}

    static Stream<Row> rows() {
        return TABLE.lines().map(line -> {
            List<String> cells =
                    Arrays.stream(line.split("\\|", 5)).map(String::strip).toList();
            var allowed = Arrays.stream(cells.get(3).split(" "))
                    .filter(name -> !name.isEmpty())
                    .map(CALLERS::get)
                    .collect(Collectors.toSet());
            return new Row(cells.get(0), cells.get(1), cells.get(2), allowed, cells.get(4));
        });
    }
}
