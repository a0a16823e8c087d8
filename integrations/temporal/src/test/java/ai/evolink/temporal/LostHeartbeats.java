package ai.evolink.temporal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors.CheckedForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that cannot be reached with the next heartbeats. */
final class LostHeartbeats implements ClientInterceptor {
  private final AtomicInteger left = new AtomicInteger();

  void loseNext(int count) {
    left.set(count);
  }

  int left() {
    return left.get();
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel next) {
    return new CheckedForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      protected void checkedStart(Listener<B> answers, Metadata headers) throws Exception {
        if (isHeartbeat(method) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          throw Status.UNAVAILABLE.withDescription("A heartbeat was lost").asException();
        }
        delegate().start(answers, headers);
      }
    };
  }

  private static boolean isHeartbeat(MethodDescriptor<?, ?> method) {
    return method
        .getFullMethodName()
        .equals(WorkflowServiceGrpc.getRecordActivityTaskHeartbeatMethod().getFullMethodName());
  }
}
