package ai.evolink.spring.boot;

import ai.evolink.ApiException;
import ai.evolink.EvolinkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** One for MVC and WebFlux. What it answers, {@link Problem} decides. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class EvolinkExceptionAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(EvolinkExceptionAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> answer(EvolinkException failure) {
    Problem problem = Problem.of(failure);
    if (problem == Problem.INTERNAL) {
      LOG.error("Answered with {}", problem.status(), failure);
    } else if (problem.status().is5xxServerError()) {
      LOG.warn("Answered with {}: {}", problem.status(), failure.getMessage());
    } else {
      LOG.debug("Answered with {}", problem.status(), failure);
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
    if (problem == Problem.UNAVAILABLE
        && failure instanceof ApiException refused
        && refused.retryAfter().isPresent()) {
      long seconds = Math.max(1, refused.retryAfter().get().toSeconds());
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    return answer.body(problem.detailOf(failure));
  }
}
