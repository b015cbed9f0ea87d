/** Failures as problem documents (RFC 9457). */
package org.p2pvps.rest.problem;
