package io.paydesk.parts;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectPackages("io.paydesk")
@IncludeClassNamePatterns(SecondPart.PACKAGES)
class SecondPart {

  static final String PACKAGES =
      "io\\.paydesk\\.(checkout|dispute|key|payment|problem|reconcile|stream|webhook)\\..*Test";
}
