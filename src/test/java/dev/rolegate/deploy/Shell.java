package dev.rolegate.deploy;

import dev.rolegate.deploy.InstallPage.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One shell at the root of a copy of the repository, in which the blocks of a page are run one
 * after another, as a reader does. The commands that it finds are those that the test knows how to
 * try, and a few of the system's that reach nothing outside.
 */
final class Shell {
  private static final Path STAND_INS = Path.of("src/test/resources/install");
  private static final List<String> ELSEWHERE = List.of("aws", "eksctl", "docker", "make", "java");
  private static final List<String> OF_THE_SYSTEM =
      List.of("bash", "cat", "sed", "grep", "mkdir", "diff");
  private static final List<String> COPIED =
      List.of("deploy", "crds", "src/main/docker", "Makefile");
  private static final int TIMEOUT_SECONDS = 300;

  private final Path folder;
  private final Path root;
  private final Path commands;

  Shell(Path folder) throws IOException {
    this.folder = folder;
    root = Files.createDirectory(folder.resolve("repository"));
    commands = Files.createDirectory(folder.resolve("bin"));
    for (String copied : COPIED) {
      copy(Path.of(copied), root.resolve(copied));
    }
    Files.copy(STAND_INS.resolve("kubectl"), commands.resolve("kubectl"));
    for (String command : ELSEWHERE) {
      Files.copy(STAND_INS.resolve("elsewhere"), commands.resolve(command));
    }
    for (String command : OF_THE_SYSTEM) {
      Path script = commands.resolve(command);
      Files.writeString(script, "#!/bin/bash\nexec " + ofTheSystem(command) + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    Files.createFile(calls());
  }

  private static Path ofTheSystem(String command) {
    return Stream.of("/bin", "/usr/bin")
        .map(place -> Path.of(place, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(command + " is not installed"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  Path root() {
    return root;
  }

  /** What was asked of the commands that reach out, by call; the command's name comes first. */
  List<List<String>> asked() {
    return InstallPage.read(calls()).lines().map(line -> List.of(line.split("\t"))).toList();
  }

  private Path calls() {
    return folder.resolve("calls");
  }

  /** How the shell ended, and what it printed; before each block there is a line that names it. */
  record Result(int exit, String printed) {}

  /** Stops at the first command that fails. */
  Result run(List<Block> blocks, Path kubectl, Path kubeconfig) {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (Block block : blocks) {
      script.append("echo '== ").append(block.file()).append(':').append(block.line());
      script.append("'\n").append(block.text()).append('\n');
    }
    try {
      Path file = Files.writeString(folder.resolve("script"), script);
      Path printed = folder.resolve("printed");
      var builder =
          new ProcessBuilder(commands.resolve("bash").toString(), file.toString())
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile());
      var environment = builder.environment();
      environment.clear();
      environment.put("PATH", commands.toString());
      environment.put("HOME", folder.toString());
      environment.put("KUBECTL", kubectl.toString());
      environment.put("KUBECONFIG", kubeconfig.toString());
      environment.put("CALLS", calls().toString());
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("the shell still runs:\n" + InstallPage.read(printed));
      }
      return new Result(process.exitValue(), InstallPage.read(printed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shell ran", e);
    }
  }
}
