package io.paydesk.parts;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All that the other parts leave. */
@Suite
@SelectPackages("io.paydesk")
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns({FirstPart.PACKAGES, SecondPart.PACKAGES})
class LastPart {}
