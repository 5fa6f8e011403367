package io.slipway.api;

import io.slipway.engine.Refusal;
import io.slipway.permit.NoPermitYetException;
import io.slipway.permit.PermitRefusedException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Errors of what Slipway itself offers as problem details (RFC 9457), without internals. */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@Profile("!worker")
class ApiProblems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        var problem = problem(HttpStatus.BAD_REQUEST, "The request cannot be done", refusal);
        problem.setProperty("field", refusal.field());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(PermitRefusedException refusal) {
        return problem(HttpStatus.FORBIDDEN, "No permit", refusal);
    }

    @ExceptionHandler
    ProblemDetail refused(NoPermitYetException refusal) {
        return problem(HttpStatus.CONFLICT, "No permit now", refusal);
    }

    private static ProblemDetail problem(HttpStatus status, String title, RuntimeException why) {
        var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(why.getMessage()));
        problem.setTitle(title);
        return problem;
    }
}
