package io.slipway.engine.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** In front of everything: a path that means what it says, somebody known, and a call that the table allows them. */
@Component
@Profile("!worker")
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class AccessFilter extends OncePerRequestFilter {

    /** Spellings by which a path could mean another one to somebody further in. */
    private static final Pattern AMBIGUOUS = Pattern.compile("(?i).*(//|;|\\\\|/\\.|%(2f|5c|25|2e|3b|00|0a|0d)).*");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Logins logins;
    private final IdentityService identity;
    private final Attempts attempts;

    AccessFilter(Logins logins, IdentityService identity, Attempts attempts) {
        this.logins = logins;
        this.identity = identity;
        this.attempts = attempts;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        headers(request, response);
        var raw = request.getRequestURI();
        if (AMBIGUOUS.matcher(raw).matches()) {
            attempts.byNobody(request, raw, "The path is written in a way that is not taken here");
            Rejection.write(response, 400, "Bad path", "The path is written in a way that is not taken here");
            return;
        }
        if (isCrossSite(request)) {
            attempts.byNobody(request, raw, "Another site sent this request");
            Rejection.write(
                    response,
                    403,
                    "Cross-site request",
                    "Another site sent this request; only pages of this one may change anything");
            return;
        }
        String path;
        try {
            path = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            Rejection.write(response, 400, "Bad path", "The path is not properly encoded");
            return;
        }
        if (AccessTable.isOpen(request.getMethod(), path)) {
            chain.doFilter(request, response);
        } else {
            guarded(request, response, chain, path);
        }
    }

    private void guarded(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws ServletException, IOException {
        var byPage = path.startsWith("/camunda/");
        Optional<Caller> caller = byPage ? logins.bySession(request) : logins.byPassword(request);
        if (caller.isEmpty()) {
            if (!byPage) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"Slipway\"");
            }
            attempts.byNobody(request, path, "Not logged in");
            Rejection.write(response, 401, "Not logged in", logins.howToLogIn(path));
        } else if (!AccessTable.allows(caller.get().groups(), request.getMethod(), path)) {
            attempts.by(caller.get(), request, path);
            Rejection.write(
                    response, 403, "Not allowed", caller.get().id() + " may not " + request.getMethod() + " " + path);
        } else if (byPage) {
            chain.doFilter(request, response);
        } else {
            identity.setAuthentication(caller.get().id(), caller.get().groups());
            try {
                chain.doFilter(request, response);
            } finally {
                identity.clearAuthentication();
            }
        }
    }

    /** A browser that knows a password sends it along with requests of any page. */
    private static boolean isCrossSite(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && !READING.contains(request.getMethod())
                && !site.equals("same-origin")
                && !site.equals("none");
    }

    private static void headers(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("Referrer-Policy", "same-origin");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (!request.getRequestURI().startsWith("/camunda")) {
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
