package io.slipway.engine.people;

import io.slipway.contract.Email;
import io.slipway.contract.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.authorization.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where data lies, and who works with Slipway.
 *
 * @param data the folder that everything is kept in
 * @param people who is created at the start, if they do not exist yet
 */
@ConfigurationProperties("slipway")
record PeopleSettings(@DefaultValue("./data") Path data, @DefaultValue List<Person> people) {

    PeopleSettings {
        people = List.copyOf(people);
    }

    /**
     * One person.
     *
     * @param id the name to log in with
     * @param email the address that this person commits with and that a trusted key's owner is named by
     * @param groups the ids of roles, or {@code camunda-admin}
     * @param passwordHash a bcrypt hash ({@code htpasswd -nbBC 12 "" PASSWORD})
     * @param passwordFile a file with the password, instead of the hash
     */
    record Person(
            String id,
            @Nullable String email,
            @DefaultValue List<String> groups,
            @Nullable String passwordHash,
            @Nullable Path passwordFile) {

        private static final Set<String> GROUPS = groupsOfPeople();

        /** What evidence calls those who are no people. */
        private static final Set<String> RESERVED = Set.of("slipway", "anonymous", "java");

        private static Set<String> groupsOfPeople() {
            var groups = new TreeSet<>(Set.of(Groups.CAMUNDA_ADMIN));
            for (var role : Role.values()) {
                if (!role.isTechnical()) {
                    groups.add(role.id());
                }
            }
            return groups;
        }

        Person {
            groups = List.copyOf(groups);
            if (!id.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?") || RESERVED.contains(id) || Role.isTechnical(id)) {
                throw new IllegalArgumentException("slipway.people: '" + id
                        + "' is no person's name; give lower-case letters, digits and hyphens");
            }
            if (email != null && Email.of(email).isEmpty()) {
                throw new IllegalArgumentException(
                        "slipway.people: the email of " + id + ", '" + email + "', is no e-mail address");
            }
            for (var group : groups) {
                if (!GROUPS.contains(group)) {
                    throw new IllegalArgumentException(
                            "slipway.people: " + id + " cannot be in the group '" + group + "'; there are " + GROUPS);
                }
            }
            if ((passwordHash == null) == (passwordFile == null)) {
                throw new IllegalArgumentException(
                        "slipway.people: " + id + " has either a password-hash or a password-file");
            }
            if (passwordHash != null && !passwordHash.matches("\\$2[aby]\\$\\d\\d\\$.{53}")) {
                throw new IllegalArgumentException("slipway.people: the password-hash of " + id + " is no bcrypt hash");
            }
        }
    }
}
