package dev.rolegate.guardrail;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The expression language of guardrails: CEL with the words for rules, groups and the VPC. */
final class Language {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(Limits.TEXT)
          .maxParseExpressionNodeCount(Limits.NODES)
          .maxParseRecursionDepth(Limits.DEPTH)
          .comprehensionMaxIterations(Limits.ITERATIONS)
          .maxRegexProgramSize(Limits.REGEX)
          .enableHeterogeneousNumericComparisons(true)
          .populateMacroCalls(true)
          .build();

  private Language() {}

  static CelCompiler compiler(Subject subject, Parameters parameters, CelType result) {
    List<StructType> types =
        List.of(
            RuleWords.STRUCT.type(),
            GroupWords.STRUCT.type(),
            VpcView.STRUCT.type(),
            parameters.struct().type());
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Types(types))
            .addLibraries(Growth.declared())
            .addVar("group", StructTypeReference.create(GroupWords.TYPE))
            .addVar("vpc", StructTypeReference.create("Vpc"))
            .addVar("params", StructTypeReference.create("Params"))
            .addVar("now", SimpleType.TIMESTAMP)
            .setResultType(result);
    if (subject == Subject.RULE) {
      builder.addVar("rule", StructTypeReference.create(RuleWords.TYPE));
    }
    functions()
        .forEach(
            (name, calls) ->
                builder.addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                        name,
                        calls.stream().map(Call::declaration).toArray(CelOverloadDecl[]::new))));
    return builder.build();
  }

  static CelRuntime runtime(WorldMeasure measure) {
    CelRuntimeBuilder builder =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(Growth.standard())
            .addLibraries(Growth.harmless())
            .addFunctionBindings(Growth.bounded())
            .addFunctionBindings(new Regexes().bindings())
            .addFunctionBindings(Meter.binding());
    functions()
        .forEach(
            (name, calls) ->
                builder.addFunctionBindings(
                    CelFunctionBinding.fromOverloads(
                        name, calls.stream().map(call -> call.binding(measure)).toList())));
    return builder.build();
  }

  private static Map<String, List<Call>> functions() {
    Map<String, List<Call>> byName = new LinkedHashMap<>();
    for (List<Call> calls : List.of(RuleWords.CALLS, GroupWords.CALLS)) {
      calls.forEach(call -> byName.computeIfAbsent(call.name(), n -> new ArrayList<>()).add(call));
    }
    return byName;
  }

  private record Types(List<StructType> structs) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(structs);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return structs.stream()
          .filter(struct -> struct.name().equals(name))
          .map(CelType.class::cast)
          .findFirst();
    }
  }
}
