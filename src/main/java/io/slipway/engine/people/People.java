package io.slipway.engine.people;

import io.slipway.engine.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Creates the people of the configuration, or one administrator if there is nobody. Existing people stay as they are, but get the e-mail
 * address that they do not have yet. */
@Component
@Profile("!worker")
@EnableConfigurationProperties(PeopleSettings.class)
public class People implements SmartInitializingSingleton {

    private final IdentityService identity;
    private final Rights rights;
    private final PeopleSettings settings;

    People(IdentityService identity, Rights rights, PeopleSettings settings) {
        this.identity = identity;
        this.rights = rights;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        rights.grant();
        settings.people().forEach(this::create);
        if (identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count() == 0) {
            administrator();
        }
    }

    private void create(PeopleSettings.Person person) {
        if (exists(person.id(), person.email())) {
            return;
        }
        var user = identity.newUser(person.id());
        user.setEmail(person.email());
        if (person.passwordFile() == null) {
            ((UserEntity) user).setDbPassword("{" + BcryptPasswords.Given.NAME + "}" + person.passwordHash());
            save(user, person.groups());
            return;
        }
        user.setPassword(read(person.passwordFile()));
        try {
            save(user, person.groups());
        } catch (ProcessEngineException e) {
            throw new StartRefused(
                    "slipway.people: the password of " + person.id() + " in " + person.passwordFile()
                            + " cannot be taken: " + e.getMessage(),
                    "Write a better one: ten characters or more, with capitals, small letters, digits and others.");
        }
    }

    /**
     * Creates somebody with a random password.
     *
     * @param email null: nobody can tell whose account it is, and it does not decide where others have to look
     * @return the password, which is kept nowhere; empty if the person exists already
     */
    public Optional<String> create(String id, @Nullable String email, List<String> groups) {
        if (exists(id, email)) {
            return Optional.empty();
        }
        var password = random();
        var user = identity.newUser(id);
        user.setPassword(password);
        user.setEmail(email);
        save(user, groups);
        return Optional.of(password);
    }

    private void save(User user, List<String> groups) {
        user.setFirstName(user.getId());
        user.setLastName("");
        identity.saveUser(user);
        groups.forEach(group -> identity.createMembership(user.getId(), group));
    }

    private boolean exists(String id, @Nullable String email) {
        var user = identity.createUserQuery().userId(id).singleResult();
        if (user != null && user.getEmail() == null && email != null) {
            user.setEmail(email);
            identity.saveUser(user);
        }
        return user != null;
    }

    /** Somebody has to be able to create people; with no administrator at all anybody could become one (CVE-2026-77226). */
    private void administrator() {
        var file = settings.data().resolve("admin-password");
        create("admin", null, List.of(Groups.CAMUNDA_ADMIN)).ifPresent(password -> {
            write(file, password);
            System.out.println(
                    "\nThere was no administrator, so 'admin' was created. The password, shown this once and kept in "
                            + file + ":\n\n    " + password + "\n");
        });
    }

    private static void write(Path file, String password) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
                channel.write(StandardCharsets.UTF_8.encode(password + "\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The administrator's password cannot be kept in " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused(
                    "slipway.people: the password file " + file + " cannot be read: " + e.getMessage(),
                    "Mend its name or its rights.");
        }
    }

    /** 144 random bits, as the engine's password policy wants it: of every kind of character. */
    private static String random() {
        var bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "-aA1";
    }
}
