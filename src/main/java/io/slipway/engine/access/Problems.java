package io.slipway.engine.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.engine.Refusal;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;

/**
 * Errors of the REST interface as problem details (RFC 9457), without internals. {@code type}, {@code message} and
 * {@code code} are those that the engine's own clients read.
 */
@Provider
public final class Problems implements ExceptionMapper<Throwable> {

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final Pattern CLASS = Pattern.compile("\\b([a-z][a-z0-9]*\\.)+[A-Z][\\w$.]*(: )?");

    @Override
    public Response toResponse(Throwable thrown) {
        var refusal = refusal(thrown);
        var engines = ExceptionHandlerHelper.getInstance().getResponse(thrown);
        var unreadable = thrown instanceof JsonProcessingException;
        var late = refusal.isPresent() ? OptionalInt.empty() : TooLate.status(thrown);
        var status = refusal.isPresent() || unreadable ? BAD_REQUEST : late.orElse(engines.getStatus());
        var problem = new LinkedHashMap<String, Object>();
        var dto = engines.getEntity() instanceof ExceptionDto known ? known : new ExceptionDto();
        var message = refusal.map(Throwable::getMessage)
                .orElseGet(() -> late.isPresent()
                        ? TooLate.WHY
                        : unreadable ? unreadable(thrown) : withoutInternals(status, dto));
        problem.put("type", refusal.isPresent() ? "Refusal" : String.valueOf(dto.getType()));
        problem.put("title", status < SERVER_ERROR ? "The request cannot be done" : "Slipway could not do it");
        problem.put("status", status);
        problem.put("detail", message);
        problem.put("message", message);
        if (dto.getCode() != null) {
            problem.put("code", dto.getCode());
        }
        refusal.ifPresent(refused -> problem.put("field", refused.field()));
        return Response.status(status)
                .type("application/problem+json")
                .entity(problem)
                .build();
    }

    private static Optional<Refusal> refusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** What the parser says names classes; where it stopped is what helps. */
    private static String unreadable(Throwable thrown) {
        var place = ((JsonProcessingException) thrown).getLocation();
        return "The body is not JSON of the right shape"
                + (place == null ? "" : ": line " + place.getLineNr() + ", column " + place.getColumnNr());
    }

    /** What a database or a class says is for the log. */
    private static String withoutInternals(int status, ExceptionDto dto) {
        var message = dto.getMessage() == null
                ? ""
                : dto.getMessage().lines().findFirst().orElse("");
        if (status >= SERVER_ERROR && message.matches("(?s).*(Exception|SQL|###|org\\.|java\\.|io\\.).*")) {
            return "An internal error; the log says more";
        }
        return CLASS.matcher(message).replaceAll("");
    }
}
