namespace Records.Tests.Rules;

/// <summary>On a suite whose cases ask deciders and nothing else, so that docs/rules.md can be made from them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RulesOfCoreAttribute : Attribute;
