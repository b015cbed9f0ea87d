/** Renters' choices for their sites, and the proof that a domain is theirs. */
package org.p2pvps.localtunnel.domain;
