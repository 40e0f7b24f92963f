package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Makes an EC2 whose calls a test hears of, and may let fail, one at a time and in order. */
final class WatchedEc2 {
  private static final Set<String> READS =
      Set.of("caller", "vpc", "groups", "groupsNamed", "rules", "prefixListWeights", "uses");

  private static final Set<String> NO_CALLS = Set.of("lastRequestId", "close");

  /** One call of {@link Ec2}, by its method's name. */
  record Call(String method, List<Object> arguments) {
    boolean isRead() {
      return READS.contains(method);
    }

    /** True for calls that work on this group alone. */
    boolean isOf(String groupId) {
      Object first = arguments.isEmpty() ? "" : arguments.get(0);
      return first.equals(groupId) || first instanceof Collection<?> ids && isOnly(ids, groupId);
    }

    private static boolean isOnly(Collection<?> ids, String groupId) {
      return ids.size() == 1 && ids.contains(groupId);
    }

    /** As {@code revoke} has them: the rules that the call takes away or changes. */
    @SuppressWarnings("unchecked")
    List<String> ruleIds() {
      return switch (method) {
        case "revoke" -> List.copyOf((Collection<String>) arguments.get(2));
        case "modify" ->
            ((List<Ec2.RuleContent>) arguments.get(1))
                .stream().map(Ec2.RuleContent::ruleId).toList();
        default -> List.of();
      };
    }
  }

  /** What a test does about calls. */
  interface Watcher {
    /** Throws what the call is to fail with: it has no effect then. */
    default void before(Call call) {}

    /** Gives the answer, or another one; or throws, and the answer is lost. */
    default Object after(Call call, Object answer) {
      return answer;
    }
  }

  private WatchedEc2() {}

  static Ec2 over(Ec2 ec2, Watcher watcher) {
    return (Ec2)
        Proxy.newProxyInstance(
            Ec2.class.getClassLoader(),
            new Class<?>[] {Ec2.class},
            (proxy, method, arguments) -> {
              if (NO_CALLS.contains(method.getName())) {
                return method.invoke(ec2, arguments);
              }
              Call call =
                  new Call(method.getName(), arguments == null ? List.of() : List.of(arguments));
              synchronized (watcher) {
                watcher.before(call);
                try {
                  return watcher.after(call, method.invoke(ec2, arguments));
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }
            });
  }
}
