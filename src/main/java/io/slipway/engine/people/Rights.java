package io.slipway.engine.people;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.DELETE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE_INSTANCE;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The groups, and what each needs for its work. What is missing is added at every start; nothing is taken away.
 *
 * <p>Over 150 lines, because what everybody may is read as one list.
 */
@Component
@Profile("!worker")
class Rights {

    private static final List<Role> DECIDING = List.of(
            Role.RELEASE_MANAGER, Role.ORCHESTRATOR, Role.DATABASE_ARCHITECT, Role.BACKEND_SPECIALIST, Role.DEBUGGER);

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    Rights(IdentityService identity, AuthorizationService authorizations, FilterService filters, TaskService tasks) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    void grant() {
        for (var role : Role.values()) {
            group(role.id(), "WORKFLOW");
        }
        group(Groups.CAMUNDA_ADMIN, Groups.GROUP_TYPE_SYSTEM);
        for (var resource : Resources.values()) {
            grant(Groups.CAMUNDA_ADMIN, resource, ANY, ALL);
        }
        var filter = filter();
        for (var role : DECIDING) {
            grant(role.id(), Resources.APPLICATION, "tasklist", ACCESS);
            grant(role.id(), Resources.FILTER, filter, READ);
            for (var process : ProcessKey.values()) {
                grant(role.id(), Resources.PROCESS_DEFINITION, process.id(), READ, READ_INSTANCE, READ_HISTORY);
            }
        }
        grant(
                Role.RELEASE_MANAGER.id(),
                Resources.PROCESS_DEFINITION,
                ProcessKey.RELEASE.id(),
                READ,
                READ_INSTANCE,
                READ_HISTORY,
                CREATE_INSTANCE,
                UPDATE_INSTANCE);
        for (var role : List.of(Role.RELEASE_MANAGER, Role.ORCHESTRATOR, Role.OPS)) {
            grant(role.id(), Resources.PROCESS_INSTANCE, ANY, CREATE);
        }
        for (var role : List.of(Role.ORCHESTRATOR, Role.OPS)) {
            for (var process : List.of(ProcessKey.ROLL_BACK_RELEASE, ProcessKey.REHEARSE_ROLLBACK)) {
                grant(
                        role.id(),
                        Resources.PROCESS_DEFINITION,
                        process.id(),
                        READ,
                        READ_INSTANCE,
                        READ_HISTORY,
                        CREATE_INSTANCE);
            }
        }
        ops();
        breakGlass();
        grant(Role.SLIPWAY_WORKER.id(), Resources.PROCESS_DEFINITION, ANY, READ_INSTANCE, UPDATE_INSTANCE);
    }

    private void ops() {
        var ops = Role.OPS.id();
        grant(ops, Resources.APPLICATION, "cockpit", ACCESS);
        // where a rollback, or a rehearsal of one, is started
        grant(ops, Resources.APPLICATION, "tasklist", ACCESS);
        grant(
                ops,
                Resources.PROCESS_DEFINITION,
                ANY,
                READ,
                READ_INSTANCE,
                READ_HISTORY,
                READ_TASK,
                // what setting the retries of an external task asks for; everything else that it opens is refused
                UPDATE_INSTANCE,
                ProcessDefinitionPermissions.RETRY_JOB);
        grant(ops, Resources.DECISION_DEFINITION, ANY, READ, READ_HISTORY);
        grant(ops, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
        grant(ops, Resources.DEPLOYMENT, ANY, READ);
        grant(ops, Resources.TASK, ANY, READ);
        grant(ops, Resources.BATCH, ANY, READ);
    }

    /** What it takes once break-glass is open; the guard before every command looks whether it is. */
    private void breakGlass() {
        grant(Role.BREAK_GLASS.id(), Resources.APPLICATION, "cockpit", ACCESS);
        for (var process : ProcessKey.values()) {
            grant(
                    Role.BREAK_GLASS.id(),
                    Resources.PROCESS_DEFINITION,
                    process.id(),
                    READ,
                    READ_INSTANCE,
                    READ_HISTORY,
                    UPDATE_INSTANCE,
                    DELETE_INSTANCE);
        }
    }

    private void group(String id, String type) {
        if (identity.createGroupQuery().groupId(id).count() == 0) {
            var group = identity.newGroup(id);
            group.setName(id);
            group.setType(type);
            identity.saveGroup(group);
        }
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        var existing = authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(id)
                .singleResult();
        var grant = existing == null ? authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT) : existing;
        if (existing == null) {
            grant.setGroupId(group);
            grant.setResource(resource);
            grant.setResourceId(id);
        }
        var complete = true;
        for (var permission : permissions) {
            complete &= grant.isPermissionGranted(permission);
            grant.addPermission(permission);
        }
        if (existing == null || !complete) {
            authorizations.saveAuthorization(grant);
        }
    }

    /** Tasklist shows tasks by filters; each person sees of this one what they are asked. */
    private String filter() {
        var existing = filters.createTaskFilterQuery().filterName("All tasks").singleResult();
        if (existing != null) {
            return existing.getId();
        }
        var filter = filters.newTaskFilter("All tasks");
        filter.setQuery(tasks.createTaskQuery());
        var shown = Stream.of(Variable.SERVICE, Variable.VERSION, Variable.ENVIRONMENT)
                .map(variable -> Map.of("name", variable.name(), "label", variable.name()))
                .toList();
        filter.setProperties(Map.of("variables", shown, "showUndefinedVariable", false, "refresh", true));
        return filters.saveFilter(filter).getId();
    }
}
