package dev.rolegate.sim.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.iam.Iam;
import dev.rolegate.sim.log.CallLog;
import dev.rolegate.sim.state.DataPlane;
import dev.rolegate.sim.state.World;
import dev.rolegate.sim.wire.Ec2Error;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP side of the simulator. Listens on 127.0.0.1 unless told another address. */
public final class SimulatorServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers;
  private final Dispatcher dispatcher;

  /**
   * @param port 0 lets the system choose a free one
   * @throws IOException if the port cannot be had
   */
  public SimulatorServer(
      String address,
      int port,
      int threads,
      World world,
      ActionTable actions,
      Behaviour behaviour,
      Iam iam,
      CallLog log,
      DataPlane dataPlane)
      throws IOException {
    sendAtOnce();
    dispatcher = new Dispatcher(world, actions, behaviour, iam, log);
    workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "ec2-simulator");
              thread.setDaemon(true);
              return thread;
            });
    server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.setExecutor(workers);
    server.createContext("/", this::serve);
    server.createContext(
        "/_rolegate/", new ControlEndpoint(world, behaviour, iam, log, dataPlane)::serve);
  }

  /**
   * The JDK's server writes head and body apart; without this a kept connection waits 40 ms for
   * each answer. The property is read once, when the first server of the process is made.
   */
  private static void sendAtOnce() {
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = dispatcher.serve(Request.read(exchange));
      } catch (RuntimeException bug) {
        answer =
            Answer.error(
                Service.EC2,
                "",
                new Ec2Error(500, "InternalError", "defect of the simulator: " + bug));
      }
      if (!answer.dropped()) {
        send(exchange, answer);
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("Server", "AmazonEC2");
    exchange.getResponseHeaders().set("x-amzn-RequestId", answer.requestId());
    answer.error().ifPresent(code -> exchange.getResponseHeaders().set("x-amzn-ErrorType", code));
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
