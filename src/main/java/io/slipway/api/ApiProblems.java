package io.slipway.api;

import io.slipway.engine.Refusal;
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
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(refusal.getMessage()));
        problem.setTitle("The request cannot be done");
        problem.setProperty("field", refusal.field());
        return problem;
    }
}
