package io.paydesk.parts;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectPackages("io.paydesk")
@IncludeClassNamePatterns(FirstPart.PACKAGES)
class FirstPart {

  static final String PACKAGES =
      "io\\.paydesk\\.(actionflow|dev|method|recurring|refund|stripe)\\..*Test";
}
