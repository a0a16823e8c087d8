package ai.evolink.temporal;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.EvolinkEmulator;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A worker on Temporal's own test server, whose activities talk to an emulator. */
abstract class TemporalTest {
  static final String QUEUE = "pictures";

  final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
  final EvolinkClient evolink = EvolinkClient.builder("sk-test").baseUrl(emulator.url()).build();
  final LostHeartbeats heartbeats = new LostHeartbeats();
  final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(RequestPayloadConverter.dataConverter())
                      .build())
              .setWorkflowServiceStubsOptions(
                  WorkflowServiceStubsOptions.newBuilder()
                      .setGrpcClientInterceptors(List.of(heartbeats))
                      .build())
              .build());
  final Worker worker = temporal.newWorker(QUEUE);
  final EvolinkActivities activities =
      EvolinkActivities.builder(evolink).heartbeat(Duration.ofMillis(50)).build();

  @BeforeEach
  void begin() {
    worker.registerActivitiesImplementations(activities);
    register();
    temporal.start();
  }

  @AfterEach
  void end() {
    temporal.close();
    activities.close();
    evolink.close();
    emulator.close();
  }

  abstract void register();

  <W> W start(Class<W> workflow, String id) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            workflow, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(id).build());
  }

  WorkflowStub stub(Object workflow) {
    return WorkflowStub.fromTyped(workflow);
  }
}
