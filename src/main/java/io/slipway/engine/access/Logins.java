package io.slipway.engine.access;

import io.slipway.contract.Role;
import io.slipway.contract.WorkerAccount;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Finds out who calls: people by their password (Basic) or the session of a web application, programs by their secret. A
 * program's secret is compared in constant time and cannot be locked out; people's wrong passwords are counted by the
 * engine.
 */
@Component
@Profile("!worker")
class Logins {

    /** bcrypt is slow by design; a person's password is not hashed again for this long. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 1000;
    private static final String BASIC = "Basic ";

    private record Known(Caller caller, Instant until) {}

    private final IdentityService identity;
    private final AlertAccount alerts;
    private final Map<Role, byte[]> programs = new EnumMap<>(Role.class);
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Logins(IdentityService identity, WorkerAccount account, AlertAccount alerts) {
        this.identity = identity;
        this.alerts = alerts;
        programs.put(Role.SLIPWAY_WORKER, basic(account.name(), account.secret()));
        alerts.secret().ifPresent(secret -> programs.put(Role.SLIPWAY_ALERTS, basic(AlertAccount.NAME, secret)));
    }

    private static byte[] basic(String name, String password) {
        var header =
                BASIC + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return header.getBytes(StandardCharsets.UTF_8);
    }

    /** What somebody who is not known is told at this path. */
    String howToLogIn(String path) {
        return path.startsWith("/api/alerts") ? alerts.howToLogIn() : "Log in with your name and password";
    }

    /** The caller by the request's Basic credentials. */
    Optional<Caller> byPassword(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(BASIC)) {
            return Optional.empty();
        }
        var given = header.getBytes(StandardCharsets.UTF_8);
        for (var program : programs.entrySet()) {
            if (MessageDigest.isEqual(given, program.getValue())) {
                var name = program.getKey().id();
                return Optional.of(new Caller(name, List.of(name)));
            }
        }
        var key = digest(header);
        var remembered = known.get(key);
        if (remembered != null && Instant.now().isBefore(remembered.until())) {
            return Optional.of(remembered.caller());
        }
        var caller = person(header);
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        caller.ifPresent(
                person -> known.put(key, new Known(person, Instant.now().plus(REMEMBERED))));
        return caller;
    }

    private Optional<Caller> person(String header) {
        String[] parts;
        try {
            var decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (parts.length < 2 || parts[0].isEmpty() || !identity.checkPassword(parts[0], parts[1])) {
            return Optional.empty();
        }
        var groups = identity.createGroupQuery().groupMember(parts[0]).list().stream()
                .map(Group::getId)
                .toList();
        return person(parts[0], groups);
    }

    /** The caller by the session that the web applications keep. */
    Optional<Caller> bySession(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        return AuthenticationUtil.getAuthsFromSession(session).getAuthentications().stream()
                .findFirst()
                .flatMap(Logins::caller);
    }

    private static Optional<Caller> caller(UserAuthentication authentication) {
        var groups = authentication.getGroupIds();
        return person(authentication.getIdentityId(), groups == null ? List.of() : groups);
    }

    /** An administrator may create a user of any name and in any group; a program is only who knows its secret. */
    private static Optional<Caller> person(String id, List<String> groups) {
        return Role.isTechnical(id)
                ? Optional.empty()
                : Optional.of(new Caller(
                        id,
                        groups.stream()
                                .filter(group -> !Role.isTechnical(group))
                                .toList()));
    }

    private static String digest(String header) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java knows no SHA-256", e);
        }
    }
}
