namespace Records.Mutation;

/// <summary>One test of the rules, told from the copy of the house it was loaded with.</summary>
internal sealed record Leaf(string Name, Func<Task> Body);
