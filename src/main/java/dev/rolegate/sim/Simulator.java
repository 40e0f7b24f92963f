package dev.rolegate.sim;

import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Families;
import dev.rolegate.sim.compute.ComputeFamilies;
import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.http.SimulatorServer;
import dev.rolegate.sim.iam.Iam;
import dev.rolegate.sim.identity.StsActions;
import dev.rolegate.sim.log.CallLog;
import dev.rolegate.sim.network.DefaultVpcSeed;
import dev.rolegate.sim.network.NetworkFamilies;
import dev.rolegate.sim.prefix.AwsPrefixLists;
import dev.rolegate.sim.prefix.PrefixFamilies;
import dev.rolegate.sim.scenario.ScenarioException;
import dev.rolegate.sim.scenario.ScenarioFile;
import dev.rolegate.sim.scenario.ScenarioPlayer;
import dev.rolegate.sim.services.ServiceFamilies;
import dev.rolegate.sim.state.DataPlane;
import dev.rolegate.sim.state.Ids;
import dev.rolegate.sim.state.Principals;
import dev.rolegate.sim.state.SimClock;
import dev.rolegate.sim.state.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An EC2 that runs in this process and answers over HTTP, for tests and for {@code rolegate
 * simulator}. Any EC2 client works against {@link #endpoint()} with any credentials.
 */
public final class Simulator implements AutoCloseable {
  /** Enough for many clients to wait out an added latency at the same time. */
  private static final int THREADS = 64;

  private final World world;
  private final Behaviour behaviour;
  private final Iam iam;
  private final CallLog calls;
  private final DataPlane dataPlane;
  private final SimulatorServer server;
  private final ScenarioPlayer scenarios;

  private Simulator(SimulatorOptions options) throws IOException {
    SimClock clock = new SimClock(options.start().orElseGet(Instant::now), options.speed());
    Ids ids = new Ids(options.seed());
    Principals principals = new Principals(options.account(), options.accounts());
    World.Seed networks =
        options.defaultVpc() ? new DefaultVpcSeed() : (world, state, account, region) -> state;
    World.Seed seed =
        (world, state, account, region) ->
            networks.open(world, AwsPrefixLists.addTo(state, region), account, region);
    world = new World(clock, ids, principals, seed, options.historyLimit());
    behaviour = new Behaviour(options.seed());
    iam = new Iam(principals);
    iam.set(options.iam());
    calls = new CallLog(options.callLimit());
    dataPlane = new DataPlane(world, behaviour::dataPlaneLag);
    List<ActionTable.Family> families = new ArrayList<>(Families.all(options.quotas()));
    families.addAll(NetworkFamilies.all(options.quotas()));
    families.addAll(ComputeFamilies.all(options.quotas()));
    families.addAll(PrefixFamilies.all(options.quotas()));
    families.addAll(ServiceFamilies.all());
    families.add(new StsActions(iam));
    ActionTable actions = new ActionTable(families);
    scenarios = new ScenarioPlayer(world, actions, behaviour, options.account());
    server =
        new SimulatorServer(
            options.address(),
            options.port(),
            THREADS,
            world,
            actions,
            behaviour,
            iam,
            calls,
            dataPlane);
  }

  /**
   * Starts a simulator.
   *
   * @throws UncheckedIOException if the port cannot be had
   */
  public static Simulator start(SimulatorOptions options) {
    try {
      Simulator simulator = new Simulator(options);
      simulator.server.start();
      return simulator;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on "
              + options.address()
              + ":"
              + options.port()
              + "; choose another port, or 0 for any",
          e);
    }
  }

  public int port() {
    return server.port();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /**
   * Adds a scene from a file to what is there.
   *
   * @throws ScenarioException if the file cannot be read or asks for what EC2 would refuse
   */
  public Simulator load(Path scenario) {
    scenarios.play(scenario.toString(), ScenarioFile.read(scenario));
    return this;
  }

  /** What services other than EC2 hold, to be added to and taken from. */
  public Services services() {
    return new Services(world);
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /** The policies that calls are checked against; none at first. */
  public Iam iam() {
    return iam;
  }

  public CallLog calls() {
    return calls;
  }

  public World world() {
    return world;
  }

  /** What the network lets through at present, which may lag behind what the API shows. */
  public DataPlane dataPlane() {
    return dataPlane;
  }

  @Override
  public void close() {
    server.close();
  }
}
