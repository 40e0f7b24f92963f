package dev.rolegate.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of the product, without the tests'; read once. */
final class ProductClasses {
  static final String ROOT = "dev.rolegate";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private ProductClasses() {}

  static JavaClasses all() {
    return ALL;
  }
}
