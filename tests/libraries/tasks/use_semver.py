# Debian: python3-semver
import semver

print(semver.VersionInfo.parse("1.2.3-pre.2+build.4"), semver.compare("1.2.3-a", "1.2.3"), semver.VersionInfo.parse("1.2.3").bump_minor(), semver.VersionInfo.parse("1.0.0").match(">=0.9.0"), semver.VersionInfo.parse("3.4.5-rc.1").to_dict())
try:
    semver.VersionInfo.parse("1.2")
except ValueError as error:
    print(error)
