package ai.evolink.spring.boot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Real applications on a real port: Tomcat with MVC, and Netty with WebFlux. */
final class WebApplications {
  private WebApplications() {}

  /** Fails as it is told. */
  @RestController
  static class Failing {
    volatile Supplier<RuntimeException> failure = IllegalStateException::new;

    @GetMapping("/now")
    String now() {
      throw failure.get();
    }

    @GetMapping("/later")
    CompletableFuture<String> later() {
      return CompletableFuture.failedFuture(failure.get());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Mvc {
    @Bean
    Failing failing() {
      return new Failing();
    }

    /** As the guide says: callbacks need neither a login nor a token. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers("/evolink/**", "/error", "/now", "/later", "/actuator/**")
                      .permitAll()
                      .anyRequest()
                      .authenticated())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/evolink/**"))
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Flux {
    @Bean
    Failing failing() {
      return new Failing();
    }

    /** As the guide says. */
    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http) {
      return http.authorizeExchange(
              exchanges ->
                  exchanges
                      .pathMatchers("/evolink/**", "/now", "/later", "/actuator/**")
                      .permitAll()
                      .anyExchange()
                      .authenticated())
          .csrf(
              csrf ->
                  csrf.requireCsrfProtectionMatcher(
                      new AndServerWebExchangeMatcher(
                          CsrfWebFilter.DEFAULT_CSRF_MATCHER,
                          new NegatedServerWebExchangeMatcher(
                              new PathPatternParserServerWebExchangeMatcher("/evolink/**")))))
          .build();
    }
  }

  enum Stack {
    MVC(WebApplicationType.SERVLET, Mvc.class),
    WEB_FLUX(WebApplicationType.REACTIVE, Flux.class);

    private final WebApplicationType type;
    private final Class<?> configuration;

    Stack(WebApplicationType type, Class<?> configuration) {
      this.type = type;
      this.configuration = configuration;
    }

    ConfigurableApplicationContext start(String... settings) {
      return start(List.of(), settings);
    }

    ConfigurableApplicationContext start(List<Class<?>> more, String... settings) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--spring.main.banner-mode=off",
                  "--server.port=0",
                  "--server.address=127.0.0.1",
                  "--evolink.api-key=sk-web"));
      for (String setting : settings) {
        arguments.add("--" + setting);
      }
      List<Class<?>> sources = new ArrayList<>(more);
      sources.add(configuration);
      return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
          .web(type)
          .run(arguments.toArray(String[]::new));
    }
  }

  static URI uri(ConfigurableApplicationContext application, String path) {
    return URI.create(
        "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path);
  }
}
