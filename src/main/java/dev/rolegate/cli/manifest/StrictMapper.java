package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * Jackson, set to take nothing that an API server would refuse: no other type, no unknown field.
 */
final class StrictMapper {
  private StrictMapper() {}

  static ObjectMapper yaml() {
    return strict(new YAMLFactory());
  }

  static ObjectMapper json() {
    return strict(new JsonFactory());
  }

  private static ObjectMapper strict(JsonFactory factory) {
    ObjectMapper mapper =
        JsonMapper.builder(factory)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    var text = mapper.coercionConfigFor(LogicalType.Textual);
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    mapper
        .coercionConfigFor(LogicalType.Enum)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    return mapper;
  }
}
