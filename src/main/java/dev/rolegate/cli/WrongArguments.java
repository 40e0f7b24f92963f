package dev.rolegate.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and where the right ones are. */
final class WrongArguments {
  private static final Pattern UNKNOWN = Pattern.compile("Unknown option: '(-[^']*)'.*");

  private WrongArguments() {}

  static int tell(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    ParameterException plain = plain(wrong);
    err.println("error: " + what(plain));
    UnmatchedArgumentException.printSuggestions(plain, err);
    err.println();
    if (command.getSubcommands().isEmpty()) {
      // The whole help is longer than a screen, and would push the error out of sight.
      String heading = "Usage: ";
      err.print(heading + command.getHelp().synopsis(heading.length()));
      err.println("Each option: " + command.getCommandSpec().qualifiedName() + " --help");
    } else {
      command.usage(err);
    }
    return ExitCode.ERROR;
  }

  /** Behind an option that takes several values, a misspelled one is told as a missing value. */
  private static ParameterException plain(ParameterException wrong) {
    Matcher unknown = UNKNOWN.matcher(wrong.getMessage());
    return unknown.matches()
        ? new UnmatchedArgumentException(wrong.getCommandLine(), List.of(unknown.group(1)))
        : wrong;
  }

  private static String what(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
      return wrong.getMessage();
    }
    String word = "'" + unmatched.getUnmatched().get(0) + "'";
    return wrong.getCommandLine().getSubcommands().isEmpty()
        ? word
            + " is not expected here; write it with the option that it belongs to, or leave it out"
        : "there is no command " + word;
  }
}
