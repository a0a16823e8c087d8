package ai.evolink.spring.boot.example;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.model.MediaSource;
import ai.evolink.spring.boot.EvolinkRecoveryHandler;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class PictureApplication implements EvolinkRecoveryHandler {
  private static final Path FOLDER = Path.of("pictures");

  private final EvolinkClient evolink;

  public PictureApplication(EvolinkClient evolink) {
    this.evolink = evolink;
  }

  public static void main(String[] args) {
    SpringApplication.run(PictureApplication.class, args);
  }

  @PostMapping("/pictures/{order:[\\w-]+}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  public CompletableFuture<String> buy(
      @PathVariable String order, @RequestParam String prompt, @RequestBody byte[] sketch) {
    ImageRequest request =
        ImageRequest.builder(prompt).reference(MediaSource.bytes(sketch, "image/png")).build();
    TaskFuture making = evolink.images().generate(request, SubmitOptions.ofOrder(order));
    making.thenAccept(this::recovered);
    return making.submitted().thenApply(task -> order); // 202: the journal has the task
  }

  @Override // called for what was bought before a crash, too
  public void recovered(Generation made) {
    made.only().saveTo(FOLDER.resolve(made.task().orderId().orElse(made.task().id()) + ".png"));
  }

  @GetMapping(value = "/pictures/{order:[\\w-]+}", produces = "image/png")
  public ResponseEntity<Resource> picture(@PathVariable String order) {
    Resource picture = new FileSystemResource(FOLDER.resolve(order + ".png"));
    return ResponseEntity.of(
        Optional.of(picture).filter(Resource::exists)); // 404 until it is there
  }

  @ExceptionHandler // a prompt that no model takes, or another one for an order that is taken
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  public String refused(IllegalArgumentException e) {
    return e.getMessage();
  }
}
