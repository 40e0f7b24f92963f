package dev.rolegate.sim;

import dev.rolegate.sim.action.Quotas;
import dev.rolegate.sim.iam.IamSetup;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a simulator starts. {@code SimulatorOptions.defaults()} and the {@code with…} methods build
 * one; faults are set on the running simulator's {@link Simulator#behaviour()}.
 *
 * @param address the address to listen on; 127.0.0.1 unless other machines must reach it
 * @param port 0 for any free port
 * @param account the account of access keys that are not otherwise known: twelve digits
 * @param accounts further access keys and their accounts
 * @param defaultVpc whether each account has a default VPC in each Region
 * @param seed decides ids, random lags and failures
 * @param start the simulated time of the start; empty for now
 * @param speed how many simulated seconds pass in a real one
 * @param callLimit how many calls the log keeps
 * @param historyLimit how many past states are kept for lagging reads
 * @param quotas the account's limits
 * @param iam the policies to check calls against; changed later through {@link Simulator#iam()}
 */
public record SimulatorOptions(
    String address,
    int port,
    String account,
    Map<String, String> accounts,
    boolean defaultVpc,
    long seed,
    Optional<Instant> start,
    double speed,
    int callLimit,
    int historyLimit,
    Quotas quotas,
    IamSetup iam) {

  public SimulatorOptions {
    accounts = Map.copyOf(accounts);
    if (!account.matches("\\d{12}")) {
      throw new IllegalArgumentException("account '" + account + "' must be twelve digits");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " must be from 0 (any) to 65535");
    }
  }

  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1",
        0,
        "111122223333",
        Map.of(),
        true,
        1,
        Optional.empty(),
        1,
        200_000,
        50_000,
        Quotas.defaults(),
        IamSetup.NONE);
  }

  public SimulatorOptions withPort(int value) {
    return new SimulatorOptions(
        address,
        value,
        account,
        accounts,
        defaultVpc,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  public SimulatorOptions withAddress(String value) {
    return new SimulatorOptions(
        value,
        port,
        account,
        accounts,
        defaultVpc,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  public SimulatorOptions withAccount(String value) {
    return new SimulatorOptions(
        address,
        port,
        value,
        accounts,
        defaultVpc,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  public SimulatorOptions withAccounts(Map<String, String> value) {
    return new SimulatorOptions(
        address,
        port,
        account,
        value,
        defaultVpc,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  public SimulatorOptions withDefaultVpc(boolean value) {
    return new SimulatorOptions(
        address,
        port,
        account,
        accounts,
        value,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  public SimulatorOptions withSeed(long value) {
    return new SimulatorOptions(
        address,
        port,
        account,
        accounts,
        defaultVpc,
        value,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  /** Simulated time: where it starts and how fast it runs (0 stands still but for advances). */
  public SimulatorOptions withClock(Optional<Instant> from, double times) {
    return new SimulatorOptions(
        address,
        port,
        account,
        accounts,
        defaultVpc,
        seed,
        from,
        times,
        callLimit,
        historyLimit,
        quotas,
        iam);
  }

  public SimulatorOptions withLimits(int calls, int history) {
    return new SimulatorOptions(
        address,
        port,
        account,
        accounts,
        defaultVpc,
        seed,
        start,
        speed,
        calls,
        history,
        quotas,
        iam);
  }

  public SimulatorOptions withQuotas(Quotas value) {
    return new SimulatorOptions(
        address,
        port,
        account,
        accounts,
        defaultVpc,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        value,
        iam);
  }

  public SimulatorOptions withIam(IamSetup value) {
    return new SimulatorOptions(
        address,
        port,
        account,
        accounts,
        defaultVpc,
        seed,
        start,
        speed,
        callLimit,
        historyLimit,
        quotas,
        value);
  }
}
