package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes an EC2 with a request budget, as the adapter has one, on a clock that a test moves. */
final class TokenEc2 {
  private static final class Bucket {
    double tokens;
    Instant at;
  }

  private TokenEc2() {}

  static Ec2 over(Ec2 ec2, InstantSource clock, int capacity, double perSecond) {
    Map<String, Bucket> buckets = new HashMap<>();
    return (Ec2)
        Proxy.newProxyInstance(
            Ec2.class.getClassLoader(),
            new Class<?>[] {Ec2.class},
            (proxy, method, arguments) -> {
              if (arguments == null) {
                return method.invoke(ec2);
              }
              String action =
                  method.getName()
                      + List.of(arguments).stream().filter(Enum.class::isInstance).toList();
              synchronized (buckets) {
                Bucket bucket =
                    buckets.computeIfAbsent(
                        action,
                        a -> {
                          Bucket full = new Bucket();
                          full.tokens = capacity;
                          full.at = clock.instant();
                          return full;
                        });
                Instant now = clock.instant();
                double gained = Duration.between(bucket.at, now).toMillis() / 1000.0 * perSecond;
                bucket.tokens = Math.min(capacity, bucket.tokens + gained);
                bucket.at = now;
                if (bucket.tokens < 1) {
                  long wait = (long) Math.ceil((1 - bucket.tokens) / perSecond * 1000);
                  throw new Ec2Exception(
                      Kind.THROTTLED,
                      action,
                      "RequestBudget",
                      "no token",
                      Duration.ofMillis(wait),
                      null);
                }
                bucket.tokens -= 1;
              }
              try {
                return method.invoke(ec2, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
