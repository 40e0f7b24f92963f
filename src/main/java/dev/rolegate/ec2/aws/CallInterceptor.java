package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2Calls;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Ec2Exception.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Stands around every call to EC2, STS and the services of collectors: each request that is sent
 * takes a token of the budget first, and asks whether EC2 may be changed where it would change it,
 * the SDK's own repeats too; failures become {@link Ec2Exception}; the end of the call is reported.
 *
 * <p>The first token is taken before the SDK's call time-out runs, since with {@link
 * BudgetMode#WAIT} it may take longer than that.
 */
final class CallInterceptor implements ExecutionInterceptor {

  /**
   * The SDK refuses a second attribute of a name, and outlives this class where Quarkus loads the
   * application anew: in dev mode, and in tests of several profiles.
   */
  private static final ExecutionAttribute<Attempts> ATTEMPTS =
      new ExecutionAttribute<>("dev.rolegate.attempts-" + UUID.randomUUID());

  /** The code of a request that was not sent because another process may be the leader. */
  static final String NOT_LEADING = "NotLeading";

  /** Of EC2 by its name; of other services Rolegate knows reads alone. */
  private static final Pattern READ =
      Pattern.compile("Describe|[a-z]+:(Describe|List|Get|BatchGet|Select)");

  private static final Set<String> MANAGED_TOO =
      Set.of("DescribeInstances", "DescribeNetworkInterfaces");

  private final String region;
  private final String prefix;
  private final Consumer<String> budget;
  private final Errors errors;
  private final Ec2Calls calls;
  private final BooleanSupplier mayMutate;

  /** Around calls to EC2 or STS. */
  CallInterceptor(
      String region,
      Consumer<String> budget,
      Errors errors,
      Ec2Calls calls,
      BooleanSupplier mayMutate) {
    this(region, "", budget, errors, calls, mayMutate);
  }

  /**
   * @param prefix what goes before the names of the service's actions, since services share names;
   *     empty for EC2 and STS
   * @param budget takes a token for an action before each request, or refuses by an exception
   * @param mayMutate asked before each request that would change something
   */
  CallInterceptor(
      String region,
      String prefix,
      Consumer<String> budget,
      Errors errors,
      Ec2Calls calls,
      BooleanSupplier mayMutate) {
    this.mayMutate = mayMutate;
    this.region = region;
    this.prefix = prefix;
    this.budget = budget;
    this.errors = errors;
    this.calls = calls;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String action = action(attributes);
    try {
      budget.accept(action);
    } catch (Ec2Exception e) {
      calls.ended(new Ec2Calls.Call(region, action, Ec2Calls.Call.BUDGET, 0, Duration.ZERO));
      throw e;
    }
    attributes.putAttribute(ATTEMPTS, new Attempts());
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    if (!MANAGED_TOO.contains(action(attributes))) {
      return context.httpRequest();
    }
    // Without it EC2 may hide what belongs to managed services, and a group in use looks free. This
    // SDK's model is older than the parameter.
    return context
        .httpRequest()
        .copy(request -> request.putRawQueryParameter("IncludeManagedResources", "true"));
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Attempts attempts = attributes.getAttribute(ATTEMPTS);
    if (attempts.begun > 0) {
      attempts.uncertain |= !attempts.answered;
      budget.accept(action(attributes));
    }
    refuseUnlessLeading(action(attributes));
    attempts.begun++;
    attempts.answered = false;
  }

  /**
   * The last moment before the request is written. The caller has asked before the call; but
   * credentials may have been fetched since, an attempt may have timed out, or the process may have
   * been frozen.
   */
  private void refuseUnlessLeading(String action) {
    if (!isRead(action) && !mayMutate.getAsBoolean()) {
      throw new Ec2Exception(
          Kind.THROTTLED,
          action,
          NOT_LEADING,
          action + " was not sent: another replica may be the leader",
          null);
    }
  }

  private static boolean isRead(String action) {
    return READ.matcher(action).lookingAt();
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    int status = context.httpResponse().statusCode();
    // EC2 throttles with 503; other answers of that range say nothing about the effect.
    attributes.getAttribute(ATTEMPTS).answered = status < 500 || status == 503;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    report(attributes, Ec2Calls.Call.OK);
  }

  /** The SDK lets no other class of exception through than its own, so ours travels inside. */
  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    Attempts attempts = attributes.getAttribute(ATTEMPTS);
    Throwable thrown = context.exception();
    Ec2Exception failure = errors.translate(action(attributes), thrown, attempts.uncertain);
    if (failure != thrown) {
      thrown.addSuppressed(failure);
    }
    report(attributes, failure.kind().name().toLowerCase(Locale.ROOT));
  }

  private void report(ExecutionAttributes attributes, String outcome) {
    Attempts attempts = attributes.getAttribute(ATTEMPTS);
    Duration taken = Duration.ofNanos(System.nanoTime() - attempts.startedNanos);
    calls.ended(new Ec2Calls.Call(region, action(attributes), outcome, attempts.begun, taken));
  }

  private String action(ExecutionAttributes attributes) {
    return prefix + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  /** One call's attempts; the SDK makes them on one thread. */
  private static final class Attempts {
    private final long startedNanos = System.nanoTime();
    private int begun;
    private boolean answered;
    private boolean uncertain;
  }
}
