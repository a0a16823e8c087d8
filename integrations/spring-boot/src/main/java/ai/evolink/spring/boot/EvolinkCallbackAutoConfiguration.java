package ai.evolink.spring.boot;

import ai.evolink.CallbackHub;
import ai.evolink.CallbackServlet;
import jakarta.servlet.Servlet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves callbacks below {@code evolink.callback.path}, which is the path of {@code
 * evolink.callback.url} unless it is set. Security has to let POST requests through there, without
 * a login and without a CSRF token: the sender has neither.
 */
@AutoConfiguration(after = EvolinkAutoConfiguration.class)
@ConditionalOnBean(CallbackHub.class)
@ConditionalOnProperty(EvolinkCallbackProperties.URL)
public class EvolinkCallbackAutoConfiguration {
  EvolinkCallbackAutoConfiguration() {}

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass({Servlet.class, ServletRegistrationBean.class})
  static class Mvc {
    /** A servlet of its own, for which no filter of forms or methods reads the body. */
    @Bean
    ServletRegistrationBean<CallbackServlet> evolinkCallbackServlet(
        CallbackHub hub, EvolinkCallbackProperties properties, Environment environment) {
      String path =
          properties.servedPath(environment.getProperty("server.servlet.context-path", ""));
      ServletRegistrationBean<CallbackServlet> servlet =
          new ServletRegistrationBean<>(CallbackServlet.of(hub), path + "/*");
      servlet.setName("evolinkCallback");
      return servlet;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass(DispatcherHandler.class)
  static class WebFlux {
    @Bean
    RouterFunction<ServerResponse> evolinkCallbackRoute(
        CallbackHub hub, EvolinkCallbackProperties properties, Environment environment) {
      return CallbackRoute.of(
          hub, properties.servedPath(environment.getProperty("spring.webflux.base-path", "")));
    }
  }
}
