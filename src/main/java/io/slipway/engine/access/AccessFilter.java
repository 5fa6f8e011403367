package io.slipway.engine.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.engine.proof.Affected;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
    private static final int LONGEST_ATTEMPT = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Logins logins;
    private final IdentityService identity;
    private final Refusals refusals;
    private final Affected affected;

    AccessFilter(Logins logins, IdentityService identity, Refusals refusals, Affected affected) {
        this.logins = logins;
        this.identity = identity;
        this.refusals = refusals;
        this.affected = affected;
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
            stranger(request, raw, "The path is written in a way that is not taken here");
            refuse(response, 400, "Bad path", "The path is written in a way that is not taken here");
            return;
        }
        if (isCrossSite(request)) {
            stranger(request, raw, "Another site sent this request");
            refuse(
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
            refuse(response, 400, "Bad path", "The path is not properly encoded");
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
            stranger(request, path, "Not logged in");
            refuse(response, 401, "Not logged in", "Log in with your name and password");
        } else if (!AccessTable.allows(caller.get().groups(), request.getMethod(), path)) {
            refusals.refused(
                    affected.byPath(path),
                    caller.get().id(),
                    attempt(request, path),
                    "not in the table of what " + caller.get().groups() + " may call");
            refuse(response, 403, "Not allowed", caller.get().id() + " may not " + request.getMethod() + " " + path);
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

    /** An attempt by somebody who is not known: it is said, but nothing of what they claim to be. */
    private void stranger(HttpServletRequest request, String path, String why) {
        refusals.refused(null, Fact.NOBODY, attempt(request, path), why);
    }

    private static String attempt(HttpServletRequest request, String path) {
        var printable = (request.getMethod() + " " + path).replaceAll("\\p{Cntrl}", "?");
        return printable.substring(0, Math.min(printable.length(), LONGEST_ATTEMPT));
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

    private static void refuse(HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("message", detail);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
