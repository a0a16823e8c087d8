package ai.evolink.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of the caller's what happens to a call, but not the key: what OkHttp reports of
 * headers is what goes over the wire, below all interceptors. A test holds that no event is missing
 * here.
 */
final class UnsignedEvents extends EventListener {
  private final EventListener listener;
  private final Redaction redaction;

  private UnsignedEvents(EventListener listener, Redaction redaction) {
    this.listener = listener;
    this.redaction = redaction;
  }

  static EventListener.Factory of(EventListener.Factory listeners, Redaction redaction) {
    return call -> {
      EventListener listener = listeners.create(call);
      return listener == EventListener.NONE ? listener : new UnsignedEvents(listener, redaction);
    };
  }

  @Override
  public void callStart(Call call) {
    listener.callStart(call);
  }

  @Override
  public void dispatcherQueueStart(Call call, Dispatcher dispatcher) {
    listener.dispatcherQueueStart(call, dispatcher);
  }

  @Override
  public void dispatcherQueueEnd(Call call, Dispatcher dispatcher) {
    listener.dispatcherQueueEnd(call, dispatcher);
  }

  @Override
  public void proxySelectStart(Call call, HttpUrl url) {
    listener.proxySelectStart(call, url);
  }

  @Override
  public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
    listener.proxySelectEnd(call, url, proxies);
  }

  @Override
  public void dnsStart(Call call, String name) {
    listener.dnsStart(call, name);
  }

  @Override
  public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
    listener.dnsEnd(call, name, addresses);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    listener.connectStart(call, address, proxy);
  }

  @Override
  public void secureConnectStart(Call call) {
    listener.secureConnectStart(call);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    listener.secureConnectEnd(call, handshake);
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    listener.connectEnd(call, address, proxy, protocol);
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException failure) {
    listener.connectFailed(call, address, proxy, protocol, failure);
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    listener.connectionAcquired(call, connection);
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    listener.connectionReleased(call, connection);
  }

  @Override
  public void requestHeadersStart(Call call) {
    listener.requestHeadersStart(call);
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    listener.requestHeadersEnd(call, redaction.ofRequest(request));
  }

  @Override
  public void requestBodyStart(Call call) {
    listener.requestBodyStart(call);
  }

  @Override
  public void requestBodyEnd(Call call, long bytes) {
    listener.requestBodyEnd(call, bytes);
  }

  @Override
  public void requestFailed(Call call, IOException failure) {
    listener.requestFailed(call, failure);
  }

  @Override
  public void responseHeadersStart(Call call) {
    listener.responseHeadersStart(call);
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    listener.responseHeadersEnd(
        call, redaction.ofHeads(response, redaction.ofRequest(response.request())));
  }

  @Override
  public void responseBodyStart(Call call) {
    listener.responseBodyStart(call);
  }

  @Override
  public void responseBodyEnd(Call call, long bytes) {
    listener.responseBodyEnd(call, bytes);
  }

  @Override
  public void responseFailed(Call call, IOException failure) {
    listener.responseFailed(call, failure);
  }

  @Override
  public void callEnd(Call call) {
    listener.callEnd(call);
  }

  @Override
  public void callFailed(Call call, IOException failure) {
    listener.callFailed(call, failure);
  }

  @Override
  public void canceled(Call call) {
    listener.canceled(call);
  }

  @Override
  public void satisfactionFailure(Call call, Response response) {
    listener.satisfactionFailure(call, response);
  }

  @Override
  public void cacheHit(Call call, Response response) {
    listener.cacheHit(call, response);
  }

  @Override
  public void cacheMiss(Call call) {
    listener.cacheMiss(call);
  }

  @Override
  public void cacheConditionalHit(Call call, Response response) {
    listener.cacheConditionalHit(call, response);
  }

  @Override
  public void retryDecision(Call call, IOException failure, boolean retry) {
    listener.retryDecision(call, failure, retry);
  }

  @Override
  public void followUpDecision(Call call, Response response, @Nullable Request next) {
    listener.followUpDecision(call, response, next);
  }
}
