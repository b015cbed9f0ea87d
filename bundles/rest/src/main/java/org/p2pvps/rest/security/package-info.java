/** Who may call what, and how often. */
package org.p2pvps.rest.security;
