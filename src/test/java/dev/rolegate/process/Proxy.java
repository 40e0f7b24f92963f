package dev.rolegate.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wire between a client and a server on this machine, which can be cut and mended. */
final class Proxy implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket server;
  private final InetSocketAddress target;
  private volatile boolean cut;

  /** A new wire to the host and port of this address. */
  Proxy(URI to) {
    target = new InetSocketAddress(to.getHost(), to.getPort());
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Ends every connection, and every new one at once. */
  void cut() {
    cut = true;
    open.forEach(Proxy::close);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          close(client);
        } else {
          threads.execute(() -> join(client));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private void join(Socket client) {
    Socket out = new Socket();
    open.add(client);
    open.add(out);
    try {
      client.setTcpNoDelay(true);
      out.setTcpNoDelay(true);
      out.connect(target);
      if (cut) {
        end(client, out);
        return;
      }
      threads.execute(() -> copy(out, client));
      copy(client, out);
    } catch (IOException e) {
      end(client, out);
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16384];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The connection is over, as by a cut.
    } finally {
      end(from, to);
    }
  }

  private void end(Socket one, Socket other) {
    close(one);
    close(other);
    open.remove(one);
    open.remove(other);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    threads.shutdownNow();
  }
}
